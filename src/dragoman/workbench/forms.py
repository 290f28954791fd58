"""What a form posted, and who signs a decision."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from litestar.enums import RequestEncodingType
from litestar.params import Body

from dragoman.errors import InputError
from dragoman.workbench.security.visitor import Visitor

# A form of a page: its fields by name, a list where a name was given several times.
Form: TypeAlias = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_LONGEST = 2000


class Posted:
    """The fields of a form as text."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def many(self, name: str, longest: int = _LONGEST) -> tuple[str, ...]:
        """All values of a field that are not empty, cut where they are longer than ``longest``."""
        found = self._fields.get(name, ())
        values = found if isinstance(found, list | tuple) else (found,)
        texts = (str(value).strip()[:longest] for value in values)
        return tuple(text for text in texts if text)

    def has(self, name: str) -> bool:
        """Whether the form has a field, be it empty."""
        return name in self._fields

    def one(self, name: str, longest: int = _LONGEST) -> str | None:
        """The value of a field, None where it was left empty."""
        return next(iter(self.many(name, longest)), None)

    def ids(self, name: str) -> tuple[str, ...]:
        """All ids in a field, which may hold whole addresses of pages or several ids."""
        words = (word for value in self.many(name) for word in value.replace(",", " ").split())
        return tuple(word.rstrip("/").rpartition("/")[2].partition("?")[0] for word in words)

    def number(self, name: str) -> int:
        """A field that is a whole number. Raises InputError where it is none."""
        value = self.one(name) or ""
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise InputError(f"{name}: {value!r} is no number")
        return int(value)


def signer(visitor: Visitor) -> str:
    """The name under which a visitor decides; a workbench without accounts knows none."""
    return visitor.name or "local"
