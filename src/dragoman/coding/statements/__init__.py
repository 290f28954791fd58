"""Statements: who said what to whom, in which medium, word for word or reported.

``find_statements`` is the stage; ``statement_at`` links what lies inside a statement to it.
``find_attributions`` gives the token-level records underneath, with the class of each cue, for
those who want speech only or thoughts and plans as well.
"""

from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.collect import find_attributions
from dragoman.coding.statements.records import find_statements, statement_at

__all__ = ["Attribution", "find_attributions", "find_statements", "statement_at"]
