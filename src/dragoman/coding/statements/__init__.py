"""Statements: who said what to whom, in which medium, word for word or reported.

``find_statements`` is the stage; ``statement_at`` links what lies inside a statement to it.
"""

from dragoman.coding.statements.records import find_statements, statement_at

__all__ = ["find_statements", "statement_at"]
