"""A document as one page of HTML that needs nothing else: no script, no link, no file beside it.

Each text stands in an element of its own whose direction is its own, so that a name written from
right to left turns nothing around it.
"""

from collections.abc import Iterator
from html import escape

from desk.rules.document import Block, Document, Entry, Facts, Grid, Heading, Points, Prose, Story
from desk.rules.print_colours import ACCENT, INK, MUTED, RULE, SHADE, TONES

_COLOURS = {"ink": INK, "muted": MUTED, "accent": ACCENT, "rule": RULE, "shade": SHADE, **TONES}
_STYLE = """
body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
  color: var(--ink); background: white; max-width: 52rem; margin: 2.5rem auto; padding: 0 1.5rem; }
header { border-bottom: 2px solid var(--accent); padding-bottom: .8rem; margin-bottom: 1.2rem; }
header p { margin: 0; color: var(--muted); }
header .kind { color: var(--accent); font-weight: 600; letter-spacing: .02em; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .2rem 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; color: var(--accent);
  border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.2rem 0 .5rem; }
h4 { font-size: .95rem; margin: 1rem 0 .3rem; }
dl { display: grid; grid-template-columns: 10rem 1fr; gap: .15rem 1rem; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; }
dd, td, li, p { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: start; vertical-align: top; padding: .35rem .5rem;
  border-bottom: 1px solid var(--rule); }
th { background: var(--shade); }
td, .text { white-space: pre-wrap; unicode-bidi: plaintext; }
ul { margin: .3rem 0; padding-inline-start: 1.2rem; }
.entry { display: grid; grid-template-columns: 4.5rem 1fr; margin: 0 0 .6rem; }
.entry > .time { color: var(--muted); font-variant-numeric: tabular-nums; }
.entry > div { border-inline-start: 3px solid var(--rule); padding-inline-start: .7rem; }
.entry.in > div { border-color: var(--in); }
.entry.out > div { border-color: var(--out); }
.entry.note > div { border-color: var(--note); background: var(--shade); }
.entry p { margin: 0; }
.entry.brief p { display: inline; }
.who { font-weight: 600; }
.aside { color: var(--muted); }
@media print {
  @page { size: A4; margin: 20mm 18mm; }
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  thead { display: table-header-group; }
  tr, .entry p.head { break-inside: avoid; }
}
"""
_FORBIDDEN = {
    **{code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"},
    **{0xD800 + number: "\ufffd" for number in range(0x800)},
    **{(plane << 16) + last: "\ufffd" for plane in range(17) for last in (0xFFFE, 0xFFFF)},
}
"""Characters that HTML does not allow in any spelling."""


def html(document: Document) -> str:
    """The document as a page of HTML."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    mark = f" · {_safe(document.mark)}" if document.mark else ""
    title = f"{document.kind} {document.ref}"
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_safe(title)}</title>"
    yield f"<style>\n{_variables()}{_STYLE}</style></head><body>"
    yield f'<header><p class="kind">{_safe(title)}{mark}</p>'
    yield f"<h1{_DIR}>{_safe(document.title)}</h1>"
    yield f"<p>Made {_safe(document.made)}</p></header><main>"
    for block in document.blocks:
        yield from _block(block)
    yield "</main></body></html>"


_DIR = ' dir="auto"'


def _variables() -> str:
    named = "".join(f" --{name}: rgb{colour};" for name, colour in _COLOURS.items())
    return f":root {{ color-scheme: light;{named} }}"


def _safe(text: str) -> str:
    return escape(text.translate(_FORBIDDEN), quote=True)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h2>{_safe(block.text)}</h2>"
    elif isinstance(block, Facts):
        yield from _facts(block)
    elif isinstance(block, Prose):
        yield f'<p class="text"{_DIR}>{_safe(block.text)}</p>'
    elif isinstance(block, Points):
        yield from _points(block)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Story):
        yield from _story(block)


def _facts(facts: Facts) -> Iterator[str]:
    yield "<dl>"
    for fact in facts.rows:
        yield f"<dt>{_safe(fact.label)}</dt><dd{_DIR}>{_safe(fact.text)}</dd>"
    yield "</dl>"


def _points(points: Points) -> Iterator[str]:
    if points.title:
        yield f"<h4>{_safe(points.title)}</h4>"
    yield "<ul>"
    for line in points.lines:
        yield f"<li{_DIR}>{_safe(line)}</li>"
    yield "</ul>"


def _grid(grid: Grid) -> Iterator[str]:
    heads = "".join(f"<th>{_safe(head)}</th>" for head in grid.heads)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for row in grid.rows:
        yield "<tr>" + "".join(f"<td{_DIR}>{_safe(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table>"


def _story(story: Story) -> Iterator[str]:
    for day in story.days:
        yield f"<h3>{_safe(day.name)}</h3>"
        for entry in day.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    aside = f' <span class="aside">({_safe(entry.aside)})</span>' if entry.aside else ""
    # What was done stands beside who did it; what was said, below.
    is_brief = not entry.tone and "\n" not in entry.text
    tone = f" {entry.tone}" if entry.tone else " brief" if is_brief else ""
    yield f'<div class="entry{tone}"><span class="time">{_safe(entry.time)}</span><div>'
    if entry.who or aside:
        yield f'<p class="head"><bdi class="who">{_safe(entry.who)}</bdi>{aside}</p>'
    yield f'<p class="text"{_DIR}>{_safe(entry.text)}</p></div></div>'
