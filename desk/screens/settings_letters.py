"""How a template reads that is being written, for a problem that is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rules.template_samples import placeholders, sample, sample_lines

if TYPE_CHECKING:
    from desk.bootstrap import SettingsBook
    from desk.bootstrap.book import Wanted

TEMPLATE = "template"


def letter_reads(book: SettingsBook, wanted: Wanted, name: str) -> tuple[str, ...]:
    """The letter as a customer reads it, and what it may name besides."""
    occasion, _, language = name.partition(" ")
    house = book.page.house
    zone = house.values.get("zone", "UTC") if house is not None else "UTC"
    letter = sample(wanted.house.times[TEMPLATE], occasion, language.strip(), zone)
    return (f"It may name {placeholders(occasion)}", *sample_lines(letter))
