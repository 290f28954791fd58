"""Text that XML can hold: names and words out of reports may have characters that it forbids."""

import re

# Carriage returns are allowed, but read as line ends.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str, instead: str = "\ufffd") -> str:
    """A text with ``instead`` for each character that XML 1.0 forbids; markup is not escaped."""
    return _FORBIDDEN.sub(instead, text)
