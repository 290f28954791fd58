"""Reports that say the same in the same words: copies, light rewrites, revisions of one page.

They are one independent source, named after its earliest report.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select, update

from dragoman.record import schema
from dragoman.record.given import among
from dragoman.record.identity import Fingerprint, may_be_of_one_source, same_source, traces_of

_reports, _traces = schema.reports.c, schema.traces.c
_TEXTS = select(_reports.key, _reports.signature, _reports.text).where(among(_reports.key))
_SIGNATURES = select(_reports.key, _reports.signature, _reports.length).where(among(_reports.key))
_WITH_TRACES = select(_traces.trace, _traces.report).where(among(_traces.trace))
_PAGES = select(_reports.page).where(among(_reports.key), _reports.page.is_not(None))
_OF_PAGES = select(
    _reports.page, _reports.key, _reports.published, _reports.retrieved, _reports.replaces,
    _reports.replaced_by,
).where(_reports.page.in_(_PAGES))  # fmt: skip
_FAMILIES = select(_reports.family).where(among(_reports.key))
_MEMBERS = select(_reports.key, _reports.family, _reports.published).where(
    _reports.family.in_(_FAMILIES)
)
_one_report = update(schema.reports).where(_reports.key == bindparam("report"))
_ORDER = _one_report.values(replaces=bindparam("earlier"), replaced_by=bindparam("later"))
_RENAME = _one_report.values(family=bindparam("to"))


def refamily(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Find the family of these reports, each of which is one of its own so far, and write it down,
    with the order of revisions of a page.

    Returns the keys of all reports whose family is another than before.
    """
    new = sorted(keys)
    same = [*_same_words(connection, new), *_same_page(connection, new)]
    return _join(connection, same) if same else frozenset()


def _same_words(connection: Connection, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of a new report with another that is told in the same words."""
    prints = _fingerprints(connection, keys)
    near = _near(connection, prints)
    others = {key for pair in near for key in pair} - prints.keys()
    rows = connection.execute(_SIGNATURES, {"keys": sorted(others)})
    outer = {key: (signature, length) for key, signature, length in rows}
    outer |= {key: (item.signature, len(item.text)) for key, item in prints.items()}
    near = [pair for pair in near if may_be_of_one_source(*outer[pair[0]], *outer[pair[1]])]
    prints |= _fingerprints(connection, {key for pair in near for key in pair} - prints.keys())
    return [pair for pair in near if same_source(prints[pair[0]], prints[pair[1]])]


def _near(connection: Connection, prints: Mapping[str, Fingerprint]) -> list[tuple[str, str]]:
    """Pairs of a new report with another that shares a trace with it."""
    mine: dict[int, list[str]] = defaultdict(list)
    for key, item in prints.items():
        for trace in traces_of(item.text, item.signature):
            mine[trace].append(key)
    rows = connection.execute(_WITH_TRACES, {"keys": sorted(mine)})
    pairs = {
        (min(key, other), max(key, other))
        for trace, other in rows
        for key in mine[trace]
        if key != other
    }
    return sorted(pairs)


def _fingerprints(connection: Connection, keys: Collection[str]) -> dict[str, Fingerprint]:
    if not keys:
        return {}
    rows = connection.execute(_TEXTS, {"keys": sorted(keys)})
    return {row.key: Fingerprint(signature=row.signature, text=row.text) for row in rows}


def _same_page(connection: Connection, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of a new report with another revision of its page; revisions are put in order."""
    by_page = defaultdict(list)
    for row in connection.execute(_OF_PAGES, {"keys": keys}):
        by_page[row.page].append(row)
    pairs, moves = [], []
    for revisions in by_page.values():
        revisions.sort(key=lambda row: (row.published or "", row.retrieved or "", row.key))
        order = [row.key for row in revisions]
        pairs += [(order[0], key) for key in order[1:]]
        around = zip([None, *order[:-1]], revisions, [*order[1:], None], strict=True)
        moves += [
            {"report": row.key, "earlier": before, "later": after}
            for before, row, after in around
            if (row.replaces, row.replaced_by) != (before, after)
        ]
    if moves:
        connection.execute(_ORDER, moves)
    return pairs


def _join(connection: Connection, same: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Join the families of each pair and name them after their earliest report."""
    rows = connection.execute(
        _MEMBERS, {"keys": sorted({key for pair in same for key in pair})}
    ).all()
    members: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        members[row.family].append(row.key)
    group = {row.key: row.family for row in rows}
    for one, two in same:
        if group[one] != group[two]:
            kept, lost = sorted((group[one], group[two]))
            for key in members.pop(lost):
                group[key] = kept
                members[kept].append(key)
    first: dict[str, tuple[str, str]] = {}
    for row in rows:
        mine = (row.published or "9999", row.key)
        first[group[row.key]] = min(first.get(group[row.key], mine), mine)
    moves = [
        {"report": row.key, "to": first[group[row.key]][1]}
        for row in rows
        if row.family != first[group[row.key]][1]
    ]
    if moves:
        connection.execute(_RENAME, moves)
    return frozenset(move["report"] for move in moves)
