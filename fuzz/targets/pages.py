"""Saved pages."""

from fuzz.inputs import reading

check = reading(".html", ".htm", ".xhtml", ".txt")
