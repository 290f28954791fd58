"""What a site's robots.txt allows, read as RFC 9309 says: the group that names us best, the
longest rule that fits, ``*`` and ``$`` in rules. (Python's own reader knows neither of the two.)"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

_MOST_RULES = 10_000
_MOST_BYTES = 512_000  # RFC 9309: at least 500 KiB
_LONGEST_DELAY = 60.0  # seconds; a site that asks for more gets a request a minute


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us, longest first: (allowed, pattern); and the seconds it asks to
    leave between requests, at most 60."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """True if the path with its query may be fetched."""
        path = _normal(target or "/")
        return next((allowed for allowed, rule in self.rules if _fits(rule, path)), True)


EVERYTHING = Robots()


def parse_robots(data: bytes, product: str) -> Robots:
    """The rules for the crawler ``product`` (its name without version)."""
    text = data[:_MOST_BYTES].decode("utf-8-sig", "replace")
    groups = _groups(text.splitlines()[: 2 * _MOST_RULES])
    ours = [group for group in groups if product.lower() in group.agents]
    chosen = ours or [group for group in groups if "*" in group.agents]
    rules = [rule for group in chosen for rule in group.rules][:_MOST_RULES]
    # Of two rules of one length the one that allows wins.
    rules.sort(key=lambda rule: (-len(rule[1]), not rule[0]))
    delay = max((group.delay for group in chosen), default=0.0)
    return Robots(tuple(rules), min(delay, _LONGEST_DELAY))


class _Group:
    def __init__(self) -> None:
        self.agents: set[str] = set()
        self.rules: list[tuple[bool, str]] = []
        self.delay = 0.0


def _groups(lines: Sequence[str]) -> list[_Group]:
    groups: list[_Group] = []
    naming = False  # several lines with a user agent begin one group
    for line in lines:
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            if not naming:
                groups.append(_Group())
            naming = True
            name = re.match(r"\*|[A-Za-z_-]*", value)
            groups[-1].agents.add(name.group().lower() if name else "")
        elif field in ("allow", "disallow", "crawl-delay") and groups:
            naming = False
            _add(groups[-1], field, value)
    return groups


def _add(group: _Group, field: str, value: str) -> None:
    if field == "crawl-delay":
        if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
            group.delay = float(value)
    elif value:  # an empty rule says nothing
        group.rules.append((field == "allow", _normal(value)))


def _normal(path: str) -> str:
    """One spelling for what may be percent-encoded or not."""
    return quote(
        unquote(path, errors="surrogateescape"), safe="/?&=*$:@!~'()+,;-._%", errors="replace"
    )


def _fits(rule: str, path: str) -> bool:
    """Whether a rule fits, in a time by the product of the lengths at worst: the pieces between
    its stars are looked for from left to right."""
    ends = rule.endswith("$")
    pieces = rule.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if len(pieces) == 1:
        return not ends or at == len(path)
    last = pieces[-1]
    if ends:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
