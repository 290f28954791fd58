"""Results as tables: rows of one type that become data frames, Arrow tables and files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from dragoman.formats.columns import Column, ColumnType, Table
from dragoman.formats.flat import arrow_table
from dragoman.model import Record
from dragoman.record.record import library

E = TypeVar("E", bound=Record)
_DAYS = frozenset(
    {"start", "end", "first", "last", "earliest", "latest", "reporting_change", "rate_change"}
)
_TYPES: dict[type, ColumnType] = {int: "whole", float: "real"}


@dataclass(frozen=True)
class Frame(Generic[E]):
    """Rows of one type with their columns. It is read as a sequence of its rows."""

    table: Table[E]
    rows: tuple[E, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[E]:
        return iter(self.rows)

    def __getitem__(self, place: int) -> E:
        return self.rows[place]

    def to_rows(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries."""
        return [dict(zip(self.table.names, self.table.row(row), strict=True)) for row in self.rows]

    def to_arrow(self) -> Any:
        """An Arrow table with the types of the Parquet file. Raises MissingPartError where pyarrow
        is not installed."""
        return arrow_table(self.table, self.rows)

    def to_polars(self) -> Any:
        """A polars data frame. Raises MissingPartError where polars is not installed."""
        return library("polars").from_arrow(self.to_arrow())

    def to_pandas(self) -> Any:
        """A pandas data frame; days are timestamps. Raises MissingPartError where pandas is not
        installed."""
        library("pandas")
        return self.to_arrow().to_pandas(date_as_object=False)


def table_of(name: str, row: type[E]) -> Table[E]:
    """The table of a type of rows: one column for each field, in order, typed as the field is.
    Fields with the names of days are days; what is no number is text."""
    hints = get_type_hints(row)
    return Table(name, tuple(_column(field, hints[field]) for field in row.__struct_fields__))


def frame(table: Table[E], rows: Sequence[E]) -> Frame[E]:
    """Rows as a frame."""
    return Frame(table, tuple(rows))


def _column(name: str, hint: Any) -> Column[Any]:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    plain = kinds[0] if isinstance(hint, UnionType) else hint
    kind: ColumnType = "day" if name in _DAYS else _TYPES.get(plain, "text")
    return Column(name, kind, lambda row: getattr(row, name))
