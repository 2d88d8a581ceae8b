"""A report as PDF: every script, any length, the same bytes for the same report, never an error."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desk.channels import fonts as fonts_of
from desk.channels.pdf import pdf
from desk.rules.plain_text import plain
from desk.rules.report import EntryPart, Report
from desk.rules.report_layout import laid_out
from tests.hostile.corpus import CORPUS, Hostile
from tests.trouble import AT, EMPTY, FULL, speaking

SCRIPTS = {
    "Latin": "Zoë Łukaszewicz Ærøskøbing",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Пётр Щёголев",
    "Arabic": "شركة النور للتجارة",
    "Hebrew": "שלום עולם",
    "Devanagari": "राहुल शर्मा",
    "Thai": "ไม่มีสัญญาณ",
    "Chinese": "王芳請求書",
    "Japanese": "ジャパンテレコム",
    "Korean": "서울무역",
    "Armenian": "Արամ Խաչատրյան",
    "Georgian": "გიორგი",
    "Amharic": "ሰላም",
}
LONG = 100_000


def read(data: bytes) -> PdfReader:
    """The document as another program reads it."""
    return PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """Its text, page after page."""
    pages = "\n".join(page.extract_text() for page in read(data).pages)
    return pages.replace("\x00", "")  # the reader's own, before letters of some fonts


def solid(text: str) -> str:
    """A text without blanks and line ends, which another program may see elsewhere."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any font."""
    monkeypatch.setattr(fonts_of, "FONTCONFIG", "there-is-no-such-program")
    monkeypatch.setattr(fonts_of, "PLACES", ())


def of_corpus() -> Report:
    """A report in which every hostile text was said, by somebody of that name."""
    return FULL._replace(
        timeline=tuple(
            EntryPart(AT, each.text, "reply", "in", "customer", each.text) for each in CORPUS
        )
    )


def test_every_script_is_drawn_or_stands_there_by_its_numbers() -> None:
    text = "\n".join(SCRIPTS.values())
    said = solid(text_of(pdf(laid_out(EMPTY._replace(resolution=text)))))
    missing = fonts_of.choose(text).missing
    for letter in solid(text):
        is_mark = unicodedata.category(letter).startswith("M")
        assert letter in said or f"[U+{ord(letter):04X}]" in said or is_mark
        assert (f"[U+{ord(letter):04X}]" in said) == (letter in missing)


@pytest.mark.usefixtures("bare")
def test_without_any_font_what_is_not_latin_stands_there_by_its_number() -> None:
    text = "\n".join(SCRIPTS.values())
    said = solid(text_of(pdf(laid_out(EMPTY._replace(resolution=text)))))
    assert "ZoëLukaszewiczÆrøskøbing" in said
    for name in [*SCRIPTS][1:]:
        assert f"[U+{ord(SCRIPTS[name][0]):04X}]" in said


def test_no_text_is_an_error() -> None:
    said = solid(text_of(pdf(laid_out(of_corpus()))))
    assert [each.name for each in CORPUS if solid(plain(each.shown)) not in said] == []
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)


@pytest.mark.parametrize("each", CORPUS[::6], ids=lambda each: each.name)
def test_no_text_is_an_error_wherever_it_stands(each: Hostile) -> None:
    assert "P-311" in text_of(pdf(laid_out(speaking(each.text))))


@pytest.mark.usefixtures("bare")
def test_no_text_is_an_error_without_fonts() -> None:
    assert len(read(pdf(laid_out(of_corpus()))).pages) > 1


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_written_is_drawn(text: str) -> None:
    assert pdf(laid_out(EMPTY._replace(resolution=text, head=EMPTY.head._replace(subject=text))))


@pytest.mark.parametrize(
    "report", [EMPTY, FULL, speaking("Ελένη 請求書 שלום")], ids=["e", "f", "s"]
)
def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert pdf(laid_out(report)) == pdf(laid_out(report))


def test_it_says_what_it_is_and_when_it_was_made() -> None:
    data = pdf(laid_out(FULL))
    about = read(data).metadata
    assert about is not None
    assert (about.title, about.subject) == ("Trouble report P-311", "Line down")
    assert about.creation_date is not None
    assert about.creation_date.timestamp() == FULL.made
    outline = [str(getattr(each, "title", "")) for each in read(data).outline]
    assert outline[:3] == ["Summary", "Cause and resolution", "Service levels"]


def test_each_page_has_its_number() -> None:
    entries = tuple(
        EntryPart(AT + number, "Mia", "start", "", "internal", f"Entry {number} of many")
        for number in range(3000)
    )
    pages = [
        page.extract_text() for page in read(pdf(laid_out(FULL._replace(timeline=entries)))).pages
    ]
    assert len(pages) > 40
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert "Entry 0 of many" in "".join(pages)
    assert "Entry 2999 of many" in pages[-1]


@pytest.mark.parametrize(
    ("word", "length"), [("word ", LONG), ("x", LONG), ("請求", LONG // 4), ("النور ", LONG // 3)]
)
def test_a_long_text_goes_over_many_pages(word: str, length: int) -> None:
    text = word * (length // len(word))
    pages = read(pdf(laid_out(EMPTY._replace(resolution=text)))).pages
    assert len(pages) > 3
    if word == "x":
        assert sum(page.extract_text().count("x") for page in pages) >= LONG


def test_a_table_repeats_its_heads_on_every_page() -> None:
    tasks = tuple(
        FULL.tasks[0]._replace(place=number, name=f"Step {number}", text="long " * 40)
        for number in range(1, 60)
    )
    pages = [page.extract_text() for page in read(pdf(laid_out(FULL._replace(tasks=tasks)))).pages]
    with_steps = [page for page in pages if re.search(r"Step \d+", page)]
    assert len(with_steps) > 3
    assert all("Planned" in page for page in with_steps)


def test_a_cell_longer_than_a_page_goes_on_on_the_next() -> None:
    tasks = (FULL.tasks[0]._replace(text="end of it " * 3000),)
    said = solid(text_of(pdf(laid_out(FULL._replace(tasks=tasks)))))
    assert said.count("endofit") >= 2980


def test_a_text_with_the_sign_for_all_pages_stays_what_it_is() -> None:
    assert "{nb} of {nb}" in text_of(pdf(laid_out(EMPTY._replace(resolution="{nb} of {nb}"))))


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"no font at all")
    assert "Line down" in text_of(pdf(laid_out(FULL), [str(tmp_path)]))


def test_nothing_is_said_beside_it(capfd: pytest.CaptureFixture[str]) -> None:
    pdf(laid_out(speaking("\U0001f600 ⏎ \ue000 \u0b95 𒀀")))
    assert capfd.readouterr() == ("", "")
