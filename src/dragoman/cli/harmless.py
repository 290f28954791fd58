"""What others wrote, shown on a terminal: a terminal obeys some characters instead of showing them
(it changes its title, its colours, what stands above), and some turn the direction of writing."""

import re
import sys

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")


def harmless(text: str) -> str:
    """A text as long as before, in which what a terminal would obey is U+FFFD; line ends and tabs
    stay."""
    return _OBEYED.sub("\ufffd", text)


def say(words: object) -> None:
    """Tell something on stderr, in one line whatever is in it."""
    print(f"dragoman: {harmless(_BREAKS.sub(' ', str(words)))}", file=sys.stderr)
