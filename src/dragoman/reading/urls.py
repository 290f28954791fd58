"""Web addresses as words: what is one, and how it may be told."""

import re


def is_url(source: str) -> bool:
    """True for what is meant as a web address, ``scheme://...``; also with a scheme that will be
    refused, so that nobody looks for such a file."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.replace("+", "").isalnum() and scheme.isascii()


def shown(url: str) -> str:
    """The address as it may be told: without a user name or password in it."""
    return re.sub(r"(?<=://)[^/?#]*@", "", url)
