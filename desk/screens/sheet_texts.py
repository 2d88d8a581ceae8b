"""What is typed into sheets, by what they are about and their use case; drafts like any other."""

from collections.abc import Iterator, MutableMapping

from desk.screens.drafts import Drafts, Fields

_DO = "do"

Sheet = tuple[str, str]
"""What a sheet is about, mostly a reference, and its use case."""


def place_of(sheet: Sheet) -> str:
    """The place of its draft: `do:I-12:await`."""
    about, action = sheet
    return f"{_DO}:{about}:{action}"


def sheet_at(place: str) -> Sheet | None:
    """The sheet of a place; None for the place of anything else."""
    kind, _, rest = place.partition(":")
    about, _, action = rest.rpartition(":")
    return (about, action) if kind == _DO and about else None


class SheetTexts(MutableMapping[Sheet, Fields]):
    """Reads and writes like a mapping of what was typed in this session."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def __getitem__(self, sheet: Sheet) -> Fields:
        fields = self._drafts.fields(place_of(sheet))
        if not fields:
            raise KeyError(sheet)
        return fields

    def __setitem__(self, sheet: Sheet, fields: Fields) -> None:
        self._drafts.note(place_of(sheet), fields)

    def __delitem__(self, sheet: Sheet) -> None:
        self._drafts.forget(place_of(sheet))

    def __iter__(self) -> Iterator[Sheet]:
        sheets = (sheet_at(place) for place in self._drafts.places())
        return (sheet for sheet in sheets if sheet is not None and sheet in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
