"""Values of an object of JSON, each taken as what it has to be."""

from collections.abc import Mapping, Sequence

from desk.errors import BadValue
from desk.rules.instants import parse_rfc3339
from desk.rules.words import storable


class Told:
    """An object somebody else wrote. Every method raises `BadValue` naming the key."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """A text."""
        value = self._values.get(name)
        if not isinstance(value, str):
            raise self._wrong(name, "text")
        return storable(value)

    def optional(self, name: str) -> str | None:
        """A text, or nothing."""
        return None if self._values.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A whole number from nought."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            raise self._wrong(name, "number")
        return value

    def count(self, name: str) -> int | None:
        """A whole number from nought, or nothing."""
        return None if self._values.get(name) is None else self.number(name)

    def numbers(self, name: str) -> tuple[int, ...]:
        """Whole numbers in order."""
        return tuple(Told({name: each}).number(name) for each in self._list(name))

    def instant(self, name: str) -> int:
        """An instant in RFC 3339."""
        try:
            return parse_rfc3339(self.text(name))
        except BadValue:
            raise self._wrong(name, "instant like 2026-11-23T14:30:00Z") from None

    def maybe(self, name: str) -> int | None:
        """An instant, or nothing."""
        return None if self._values.get(name) is None else self.instant(name)

    def is_true(self, name: str) -> bool:
        """Yes or no."""
        return self._values.get(name) is True

    def texts(self, name: str) -> tuple[str, ...]:
        """Texts in order."""
        found = self._list(name)
        texts = tuple(storable(each) for each in found if isinstance(each, str))
        if len(texts) != len(found):
            raise self._wrong(name, "list of texts")
        return texts

    def texts_if_there(self, name: str) -> tuple[str, ...]:
        """Texts in order; none where nothing is said."""
        return () if self._values.get(name) is None else self.texts(name)

    def inner(self, name: str) -> "Told | None":
        """An object, or nothing."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise self._wrong(name, "object")
        return Told(value)

    def all(self, name: str) -> list["Told"]:
        """Objects in order."""
        found = self._list(name)
        objects = [Told(each) for each in found if isinstance(each, Mapping)]
        if len(objects) != len(found):
            raise self._wrong(name, "list of objects")
        return objects

    def named_texts(self, name: str) -> dict[str, str]:
        """Texts by names."""
        value = self._values.get(name)
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            raise self._wrong(name, "object of texts")
        return {storable(str(key)): storable(each) for key, each in value.items()}

    def spans(self, name: str) -> tuple[tuple[int, int | None], ...]:
        """Spans of time, the last one perhaps without an end."""
        return tuple(self._span(name, each) for each in self._list(name))

    def _span(self, name: str, span: object) -> tuple[int, int | None]:
        if not isinstance(span, list) or len(span) != 2:
            raise self._wrong(name, "list of spans")
        ends = Told({"from": span[0], "to": span[1]})
        return ends.instant("from"), ends.maybe("to")

    def _list(self, name: str) -> Sequence[object]:
        value = self._values.get(name)
        if not isinstance(value, list):
            raise self._wrong(name, "list")
        return value

    def _wrong(self, name: str, what: str) -> BadValue:
        shown = str(self._values.get(name))[:60]
        return BadValue(f"{name} is '{shown}', not a {what}")
