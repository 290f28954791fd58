"""Time expressions: found by a grammar of our own, resolved to TIMEX3 values and days.

Three steps, each a function: ``recognize`` finds, ``resolve`` dates, and ``time_of`` says which
time belongs to a verb or an action noun.
"""

from dragoman.coding.times.attach import time_of
from dragoman.coding.times.expression import DatedExpression, Expression
from dragoman.coding.times.grammar import recognize
from dragoman.coding.times.offsets import Offset, offset_of
from dragoman.coding.times.resolve import resolve

__all__ = [
    "DatedExpression",
    "Expression",
    "Offset",
    "offset_of",
    "recognize",
    "resolve",
    "time_of",
]
