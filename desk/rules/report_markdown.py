"""A document as Markdown (CommonMark with tables); no text in it can become anything but text."""

import re
from collections.abc import Iterator

from desk.rules.document import Block, Document, Entry, Facts, Grid, Heading, Points, Prose, Story

_MARKS = re.compile(r"[\\`*_\[\]<>|&~$@]|(?<=[Ww]{3})\.|:(?=//)")
"""What means something anywhere in a line: emphasis, code, links, HTML, tables, entities."""
_BEGINNINGS = re.compile(r"^(?:[#+=:!-]|\d{1,9}(?=[.)]))")
"""What means something at the beginning of a line: headings, rules, lists."""
_BLANKS = re.compile(r"^[ \t]")
_LINES = re.compile(r"\r\n|\r|\n")
_SPELT = {" ": "&#32;", "\t": "&#9;"}


def markdown(document: Document) -> str:
    """The document in Markdown."""
    return "\n".join(_lines(document)) + "\n"


def escaped(text: str) -> str:
    """A text as one line of Markdown that says just that; its lines are parted by strokes."""
    return " / ".join(_inline(line) for line in _LINES.split(text))


def _inline(line: str) -> str:
    line = _MARKS.sub(lambda found: "\\" + found[0], line)
    line = _BEGINNINGS.sub(lambda found: _at_beginning(found[0]), line)
    return _BLANKS.sub(lambda found: _SPELT[found[0]], line)


def _at_beginning(sign: str) -> str:
    """A sign that would begin a list or a heading; behind a number it is what follows that does."""
    return sign + "\\" if sign[-1].isdigit() else "\\" + sign


def _lines(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.kind)} {escaped(document.ref)}: {escaped(document.title)}"
    mark = f" · {escaped(document.mark)}" if document.mark else ""
    yield from ("", f"Made {escaped(document.made)}{mark}")
    for block in document.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"## {escaped(block.text)}"
    elif isinstance(block, Facts):
        for fact in block.rows:
            yield f"- **{escaped(fact.label)}:** {escaped(fact.text)}"
    elif isinstance(block, Prose):
        yield from _quoted(block.text)
    elif isinstance(block, Points):
        yield from _points(block)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Story):
        yield from _story(block)


def _points(points: Points) -> Iterator[str]:
    if points.title:
        yield from (f"**{escaped(points.title)}**", "")
    for line in points.lines:
        yield f"- {escaped(line)}"


def _grid(grid: Grid) -> Iterator[str]:
    yield _row(grid.heads)
    yield _row(["---"] * len(grid.heads), is_rule=True)
    for row in grid.rows:
        yield _row(row)


def _row(cells: tuple[str, ...] | list[str], *, is_rule: bool = False) -> str:
    return "| " + " | ".join(cell if is_rule else escaped(cell) for cell in cells) + " |"


def _story(story: Story) -> Iterator[str]:
    for number, day in enumerate(story.days):
        yield from ([""] if number else [])
        yield f"### {escaped(day.name)}"
        for entry in day.entries:
            yield ""
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    who = f" · {escaped(entry.who)}" if entry.who else ""
    aside = f" ({escaped(entry.aside)})" if entry.aside else ""
    title = f"**{escaped(entry.time)}{who}**{aside}"
    if not entry.tone and not _LINES.search(entry.text):  # what was done, not what was said
        yield f"{title} {escaped(entry.text)}"
        return
    yield from (title, "")
    yield from _quoted(entry.text)


def _quoted(text: str) -> Iterator[str]:
    """A text as a quotation; its line breaks hold."""
    lines = _LINES.split(text)
    for number, line in enumerate(lines, 1):
        shown = _inline(line)
        is_broken = number < len(lines) and shown and lines[number].strip()
        yield f"> {shown}{chr(92) if is_broken else ''}".rstrip(" ")
