"""A document before it has a form: headings, facts, tables and stories, as Markdown, HTML and PDF
draw them alike.

Every text in it may come from outside; whoever draws it makes it harmless in its own form.
"""

from typing import NamedTuple


class Heading(NamedTuple):
    """What a section is about."""

    text: str


class Fact(NamedTuple):
    """A name and what it stands for."""

    label: str
    text: str


class Facts(NamedTuple):
    """Names and what they stand for, one below the other."""

    rows: tuple[Fact, ...]


class Prose(NamedTuple):
    """A text in paragraphs; its line breaks hold."""

    text: str


class Points(NamedTuple):
    """Short sentences, each with a dot before it."""

    title: str
    """What stands above them in bold; may be empty."""
    lines: tuple[str, ...]


class Grid(NamedTuple):
    """A table: its heads are repeated on every page it reaches."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    """How wide each column is, of the sum of all."""
    rows: tuple[tuple[str, ...], ...]


class Entry(NamedTuple):
    """Something that happened."""

    time: str
    who: str
    aside: str
    """How it came, or that it is internal; may be empty."""
    text: str
    tone: str = ""
    """in, out, note or empty: who spoke to whom."""


class Day(NamedTuple):
    """What happened on one day."""

    name: str
    entries: tuple[Entry, ...]


class Story(NamedTuple):
    """What happened, day by day."""

    days: tuple[Day, ...]


Block = Heading | Facts | Prose | Points | Grid | Story


class Document(NamedTuple):
    """Everything that is drawn, in order."""

    kind: str
    """What it is: Trouble report."""
    ref: str
    title: str
    standing: str
    """One line on how things stand."""
    made: str
    """When it was made, in words."""
    mark: str
    """Who may read it."""
    blocks: tuple[Block, ...]
    at: int
    """The instant it was made at."""
