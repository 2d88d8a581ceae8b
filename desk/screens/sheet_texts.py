"""The places of what is typed into sheets: by what they are about, and their use case."""

_DO = "do"

Sheet = tuple[str, str]
"""What a sheet is about, mostly a reference, and its use case."""


def about_many(first: str, many: int) -> str:
    """What a sheet on many items is about, by the first of them: "3 items from I-12 on"."""
    return f"{many:,} items from {first} on" if many > 1 else first


def place_of(sheet: Sheet) -> str:
    """The place of its draft: `do:I-12:await`."""
    about, action = sheet
    return f"{_DO}:{about}:{action}"


def sheet_at(place: str) -> Sheet | None:
    """The sheet of a place; None for the place of anything else."""
    kind, _, rest = place.partition(":")
    about, _, action = rest.rpartition(":")
    return (about, action) if kind == _DO and about else None
