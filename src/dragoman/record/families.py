"""Reports that say the same in the same words: copies, light rewrites, revisions of one page.

They are one independent source, named after its earliest report.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, update

from dragoman.record import schema
from dragoman.record.identity import Fingerprint, same_source
from dragoman.record.store import chunks


def refamily(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Find the family of these reports and write it down, with the order of revisions of a page.

    Returns the keys of all reports whose family is another than before.
    """
    new = sorted(keys)
    near = _near(connection, new)
    prints = _fingerprints(connection, {*new, *(key for pair in near for key in pair)})
    same = [pair for pair in near if same_source(prints[pair[0]], prints[pair[1]])]
    same += _same_page(connection, new)
    return _join(connection, new, same)


def _near(connection: Connection, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of a new report with another that shares a trace with it."""
    mine, other = schema.traces.alias("mine"), schema.traces.alias("other")
    pairs: set[tuple[str, str]] = set()
    for some in chunks(keys):
        question = (
            select(mine.c.report, other.c.report)
            .join(other, other.c.trace == mine.c.trace)
            .where(mine.c.report.in_(some), other.c.report != mine.c.report)
        )
        pairs.update((min(one, two), max(one, two)) for one, two in connection.execute(question))
    return sorted(pairs)


def _fingerprints(connection: Connection, keys: Iterable[str]) -> dict[str, Fingerprint]:
    table = schema.reports.c
    return {
        row.key: Fingerprint(signature=row.signature, text=row.text)
        for some in chunks(sorted(keys))
        for row in connection.execute(
            select(table.key, table.signature, table.text).where(table.key.in_(some))
        )
    }


def _same_page(connection: Connection, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of a new report with another revision of its page; revisions are put in order."""
    table = schema.reports.c
    pairs = []
    for some in chunks(keys):
        pages = select(table.page).where(table.key.in_(some), table.page.is_not(None))
        rows = connection.execute(
            select(table.page, table.key, table.published, table.retrieved).where(
                table.page.in_(pages)
            )
        ).all()
        by_page = defaultdict(list)
        for row in rows:
            by_page[row.page].append(row)
        for revisions in by_page.values():
            revisions.sort(key=lambda row: (row.published or "", row.retrieved or "", row.key))
            order = [row.key for row in revisions]
            _write_order(connection, order)
            pairs += [(order[0], key) for key in order[1:]]
    return pairs


def _write_order(connection: Connection, order: Sequence[str]) -> None:
    rows = [
        {"report": key, "earlier": before, "later": after}
        for before, key, after in zip([None, *order[:-1]], order, [*order[1:], None], strict=True)
    ]
    table = schema.reports
    connection.execute(
        update(table)
        .where(table.c.key == bindparam("report"))
        .values(replaces=bindparam("earlier"), replaced_by=bindparam("later")),
        rows,
    )


def _join(
    connection: Connection, new: Sequence[str], same: Sequence[tuple[str, str]]
) -> frozenset[str]:
    """Join the families of each pair and name them after their earliest report."""
    table = schema.reports.c
    members = _members(connection, {*new, *(key for pair in same for key in pair)})
    group = {key: family for family, keys in members.items() for key in keys}
    for one, two in same:
        if group[one] != group[two]:
            kept, lost = sorted((group[one], group[two]))
            for key in members.pop(lost):
                group[key] = kept
                members[kept].append(key)
    changed: list[dict[str, str]] = []
    for some in chunks(sorted(group)):
        rows = connection.execute(
            select(table.key, table.published, table.family).where(table.key.in_(some))
        ).all()
        changed += [
            {"report": row.key, "published": row.published or "9999", "family": row.family}
            for row in rows
        ]
    return _rename(connection, group, changed)


def _rename(
    connection: Connection, group: dict[str, str], rows: Sequence[dict[str, str]]
) -> frozenset[str]:
    first: dict[str, tuple[str, str]] = {}
    for row in rows:
        name = group[row["report"]]
        mine = (row["published"], row["report"])
        first[name] = min(first.get(name, mine), mine)
    moves = [
        {"key_": row["report"], "to": first[group[row["report"]]][1]}
        for row in rows
        if row["family"] != first[group[row["report"]]][1]
    ]
    if moves:
        table = schema.reports
        move = update(table).where(table.c.key == bindparam("key_"))
        connection.execute(move.values(family=bindparam("to")), moves)
    return frozenset(move["key_"] for move in moves)


def _members(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    """The families of these reports, whole."""
    table = schema.reports.c
    families: dict[str, dict[str, None]] = defaultdict(dict)
    for some in chunks(sorted(keys)):
        mine = select(table.family).where(table.key.in_(some))
        question = select(table.key, table.family).where(table.family.in_(mine))
        for row in connection.execute(question):
            families[row.family][row.key] = None
    return {name: list(keys) for name, keys in families.items()}
