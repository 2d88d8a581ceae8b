"""A document as PDF, fit to be sent to a customer: A4, page numbers, any script."""

from collections.abc import Iterator, Sequence

from desk.channels.fonts import Face, Unusable, choose
from desk.channels.paper import LEFT, WIDE, Box, Line, Paper, Pen, characters
from desk.rules.document import (
    Block,
    Document,
    Entry,
    Fact,
    Facts,
    Grid,
    Heading,
    Points,
    Prose,
    Story,
)
from desk.rules.print_colours import ACCENT, MUTED, RULE, SHADE, TONES, Colour

_KIND = Pen(9, bold=True, colour=ACCENT)
_TITLE = Pen(17, bold=True)
_SMALL = Pen(8.5, colour=MUTED)
_HEADING = Pen(12, bold=True, colour=ACCENT)
_LABEL = Pen(9, colour=MUTED)
_TEXT = Pen(9.5)
_CELL = Pen(8.5)
_HEAD_CELL = Pen(8.5, bold=True)
_DAY = Pen(9.5, bold=True)
_WHO = Pen(9.5, bold=True)
_TIME = Pen(9, colour=MUTED)
_LABEL_WIDE, _FACT_WIDE = 27.0, 83.0
_BESIDE = _FACT_WIDE - _LABEL_WIDE
_TIME_WIDE, _BAR_LEFT, _BAR_WIDE = 16.0, LEFT + 16.0, 0.7
_SAID = Box(_BAR_LEFT + 3, WIDE - 19)
_PAD = 1.2


def pdf(document: Document, fonts: Sequence[str] = ()) -> bytes:
    """The document as a file of PDF. The same document gives the same bytes.

    `fonts` are files and folders looked in first. What no font draws stands there by its number.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are for who writes programs with the library
        return _drawn(document, _paper(document, fonts))


def _paper(document: Document, fonts: Sequence[str]) -> Paper:
    """Sheets with fonts for what is to be written; fonts that cannot be read are passed over."""
    needed = characters(_texts(document))
    broken: set[Face] = set()
    while True:
        try:
            return Paper(choose(needed, fonts, broken), document.at)
        except Unusable as font:
            broken.add(font.face)


def _drawn(document: Document, paper: Paper) -> bytes:
    _front(paper, document)
    for block in document.blocks:
        _draw(paper, block)
    mark = f" · {document.mark}" if document.mark else ""
    paper.feet(f"{document.kind} {document.ref}{mark}")
    return paper.bytes()


def _texts(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)


def _front(paper: Paper, document: Document) -> None:
    paper.title(f"{document.kind} {document.ref}", document.title)
    box = Box(LEFT, WIDE)
    mark = f" · {document.mark}" if document.mark else ""
    paper.write(f"{document.kind} {document.ref}{mark}", box, _KIND)
    paper.y += 1
    paper.write(document.title, box, _TITLE)
    paper.y += 1
    paper.write(f"Made {document.made}", box, _SMALL)
    paper.y += 2
    paper.bar(box, paper.y, 0.5, ACCENT)
    paper.y += 4


def _draw(paper: Paper, block: Block) -> None:
    if isinstance(block, Heading):
        _heading(paper, block)
    elif isinstance(block, Facts):
        _facts(paper, block)
    elif isinstance(block, Prose):
        paper.write(block.text, Box(LEFT, WIDE), _TEXT)
    elif isinstance(block, Points):
        _points(paper, block)
    elif isinstance(block, Grid):
        _grid(paper, block)
    elif isinstance(block, Story):
        _story(paper, block)


def _heading(paper: Paper, heading: Heading) -> None:
    paper.y += 5
    paper.keep(24)
    paper.section(heading.text)
    paper.write(heading.text, Box(LEFT, WIDE), _HEADING)
    paper.y += 0.6
    paper.bar(Box(LEFT, WIDE), paper.y, 0.2, RULE)
    paper.y += 2


def _facts(paper: Paper, facts: Facts) -> None:
    """Two beside each other where both are short, else one."""
    left = [*facts.rows]
    while left:
        first = left.pop(0)
        is_short = [len(paper.lines(each.text, _BESIDE, _TEXT)) == 1 for each in (first, *left[:1])]
        if is_short == [True, True]:
            _fact(paper, [first, left.pop(0)])
        else:
            _fact(paper, [first])
    paper.y += 1


def _fact(paper: Paper, facts: Sequence[Fact]) -> None:
    paper.keep(_TEXT.height)
    for fact, column in zip(facts, (LEFT, LEFT + WIDE - _FACT_WIDE), strict=False):
        label, room = Box(column, _LABEL_WIDE), Box(column + _LABEL_WIDE, _BESIDE)
        paper.put(paper.line(fact.label, label.width, _LABEL), label, paper.y)
        if len(facts) == 1:
            paper.write(fact.text, room._replace(width=WIDE - _LABEL_WIDE), _TEXT)
        else:
            paper.put(paper.line(fact.text, _BESIDE, _TEXT), room, paper.y)
    paper.y += 0.4 if len(facts) == 1 else _TEXT.height + 0.4


def _points(paper: Paper, points: Points) -> None:
    if points.title:
        paper.y += 2
        paper.keep(3 * _TEXT.height)
        paper.write(points.title, Box(LEFT, WIDE), _HEAD_CELL)
    pen = _CELL if points.title else _TEXT  # what has a title of its own is small print
    for line in points.lines:
        paper.keep(pen.height)
        paper.dot(LEFT + 1.2, paper.y + pen.height / 2)
        paper.write(line, Box(LEFT + 4, WIDE - 4), pen)


def _grid(paper: Paper, grid: Grid) -> None:
    paper.y += 1
    boxes = _boxes(grid.widths)
    heads = [
        paper.lines(head, box.width, _HEAD_CELL)
        for head, box in zip(grid.heads, boxes, strict=True)
    ]
    paper.keep(_high(heads) + 3 * _CELL.height)
    _heads(paper, heads, boxes)
    for row in grid.rows:
        cells = _cells(paper, row, boxes, _CELL)
        if _high(cells) < 60 and paper.keep(_high(cells)):
            _heads(paper, heads, boxes)
        while any(cells):
            fits = max(1, int((paper.room() - 2 * _PAD) / _CELL.height))
            _row(paper, [cell[:fits] for cell in cells], boxes)
            cells = [cell[fits:] for cell in cells]
            if any(cells):
                paper.turn()
                _heads(paper, heads, boxes)
    paper.y += 2


def _cells(paper: Paper, texts: Sequence[str], boxes: Sequence[Box], pen: Pen) -> list[list[Line]]:
    return [paper.lines(text, box.width, pen) for text, box in zip(texts, boxes, strict=True)]


def _boxes(widths: Sequence[int]) -> list[Box]:
    boxes: list[Box] = []
    left = LEFT
    for width in widths:
        wide = WIDE * width / sum(widths)
        boxes.append(Box(left + _PAD, wide - 2 * _PAD))
        left += wide
    return boxes


def _high(cells: Sequence[Sequence[Line]]) -> float:
    return max(map(len, cells)) * _CELL.height + 2 * _PAD


def _heads(paper: Paper, heads: Sequence[Sequence[Line]], boxes: Sequence[Box]) -> None:
    paper.bar(Box(LEFT, WIDE), paper.y, _high(heads), SHADE)
    _row(paper, heads, boxes)


def _row(paper: Paper, cells: Sequence[Sequence[Line]], boxes: Sequence[Box]) -> None:
    for lines, box in zip(cells, boxes, strict=True):
        for number, line in enumerate(lines):
            paper.put(line, box, paper.y + _PAD + number * _CELL.height)
    paper.y += _high(cells)
    paper.bar(Box(LEFT, WIDE), paper.y, 0.15, RULE)


def _story(paper: Paper, story: Story) -> None:
    for day in story.days:
        paper.keep(4 * _TEXT.height)
        paper.y += 1.5
        paper.write(day.name, Box(LEFT, WIDE), _DAY)
        paper.y += 1
        for entry in day.entries:
            _entry(paper, entry)


def _entry(paper: Paper, entry: Entry) -> None:
    """When at the left, a bar that says who spoke to whom, then who and what."""
    paper.keep(2 * _TEXT.height)
    time = paper.line(entry.time, _TIME_WIDE, _TIME)
    paper.put(time, Box(LEFT, _TIME_WIDE), paper.y)
    colour = TONES.get(entry.tone, RULE)
    begin = paper.line(entry.who, _SAID.width * 0.6, _WHO) if entry.who else None
    lines = paper.lines(entry.text, _SAID.width, _TEXT)
    at = _SAID.left
    if begin is not None:
        at += _put_who(paper, begin, entry)
    is_brief = not entry.tone and len(lines) == 1
    if is_brief and at + paper.measure(lines[0].text, _TEXT) <= _SAID.left + _SAID.width:
        paper.put(lines[0]._replace(is_turned=False), Box(at, _SAID.width), paper.y)
        lines = []
    if begin is not None or not lines:
        _advance(paper, colour)
    for line in lines:
        paper.keep(_TEXT.height)
        paper.put(line, _SAID, paper.y)
        _advance(paper, colour)
    paper.y += 1.4


def _put_who(paper: Paper, begin: Line, entry: Entry) -> float:
    """Who it was, and how it came; how much of the line that takes."""
    paper.put(begin, _SAID, paper.y)
    used = paper.measure(begin.text, _WHO) + 2
    if entry.aside:
        aside = paper.line(entry.aside, _SAID.width * 0.35, _SMALL)
        paper.put(aside, Box(_SAID.left + used, _SAID.width), paper.y + 0.25)
        used += paper.measure(aside.text, _SMALL) + 2
    return used


def _advance(paper: Paper, colour: Colour) -> None:
    paper.bar(Box(_BAR_LEFT, _BAR_WIDE), paper.y, _TEXT.height, colour)
    paper.y += _TEXT.height
