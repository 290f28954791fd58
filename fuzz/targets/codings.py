"""Codings made earlier, read back, and the quotations that are listed of them."""

from dragoman.errors import InputError
from dragoman.formats.quotes import csv_row, json_row, quotes, text_row
from dragoman.model import Coding
from dragoman.reading.codings import holds_codings, read_codings
from fuzz.inputs import Broken, kept


def check(data: bytes) -> None:
    """Read codings, and print their quotations in every form."""
    path = str(kept(data, "input.jsonl"))
    holds_codings(path)
    for found in read_codings(path):
        if isinstance(found, InputError):
            if "\n" in str(found):
                raise Broken(f"an error has to be one sentence: {found}")
        else:
            _print(found)


def _print(coding: Coding) -> None:
    for quote in quotes(coding):
        csv_row(quote)
        json_row(quote)
        text_row(quote)
