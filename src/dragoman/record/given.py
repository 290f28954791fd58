"""Lists handed to a question as one parameter.

A question whose words do not depend on how many keys are asked for is put together and planned
once: ``key IN (?, ?, …)`` is another question for every number of keys. SQLite takes the list as
JSON, PostgreSQL as an array.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Text,
    TypeDecorator,
    bindparam,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeEngine

_encoder = msgspec.json.Encoder()


def among(column: ColumnElement[Any], name: str = "keys") -> ColumnElement[bool]:
    """True where a column of text or whole numbers has one of the values of the parameter
    ``name``, any iterable."""
    kind = _Numbers if isinstance(column.type, Integer) else _Keys
    return _Among(column, bindparam(name, type_=kind))


def given_rows(name: str, alias: str = "given") -> TableValuedAlias:
    """The parameter ``name``, a sequence of rows of text, as something to select from; ``item``
    gives the columns."""
    rows: BindParameter[Any] = bindparam(name, type_=_Rows)
    return _Each(rows).table_valued("value", name=alias)


def item(rows: TableValuedAlias, number: int) -> ColumnElement[str]:
    """A column of ``given_rows``, counted from 0."""
    return _Item(rows.c.value, literal_column(str(number)))


class _Keys(TypeDecorator[Iterable[Any]]):
    """Keys as one value."""

    impl = Text
    cache_ok = True
    of: TypeEngine[Any] = Text()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(self.of) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        keys = list(value or ())
        return keys if dialect.name == "postgresql" else _encoder.encode(keys).decode()


class _Numbers(_Keys):
    """Whole numbers as one value."""

    cache_ok = True
    of = BigInteger()


class _Rows(TypeDecorator[Sequence[Sequence[str]]]):
    """Rows as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Sequence[str]] | None, dialect: Dialect) -> str:
        return _encoder.encode(value or ()).decode()


class _Worded(FunctionElement[Any]):
    """A function that is written in other words on each database."""

    inherit_cache = True
    in_sqlite: str
    in_postgresql: str


@compiles(_Worded)
def _in_sqlite(element: _Worded, compiler: SQLCompiler, **more: Any) -> str:
    return _filled(element.in_sqlite, element, compiler, **more)


@compiles(_Worded, "postgresql")
def _in_postgresql(element: _Worded, compiler: SQLCompiler, **more: Any) -> str:
    return _filled(element.in_postgresql, element, compiler, **more)


def _filled(words: str, element: _Worded, compiler: SQLCompiler, **more: Any) -> str:
    return words.format(*(compiler.process(part, **more) for part in element.clauses))


class _Among(_Worded):
    name = "among"
    inherit_cache = True  # of no type of its own: SQLite would be asked whether it equals 1
    in_sqlite = "{} IN (SELECT value FROM json_each({}))"
    in_postgresql = "{} = ANY ({})"


class _Each(_Worded):
    name = "each"
    inherit_cache = True
    in_sqlite = "json_each({})"
    in_postgresql = "jsonb_array_elements(CAST({} AS jsonb))"


class _Item(_Worded):
    name = "item"
    type = Text()
    inherit_cache = True
    in_sqlite = "json_extract({}, '$[{}]')"
    in_postgresql = "({} ->> {})"
