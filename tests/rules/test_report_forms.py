"""A report as Markdown, HTML and JSON: nothing in it can become anything but text."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desk.rules.report import Report
from desk.rules.report_html import html
from desk.rules.report_json import as_json
from desk.rules.report_layout import laid_out
from desk.rules.report_markdown import escaped, markdown
from desk.rules.report_public import for_customer
from tests.hostile.corpus import CORPUS, Hostile
from tests.trouble import EMPTY, FULL, speaking

NASTY = (
    *("# head", "####### seven", "- item", "+ item", "* item", "1. one", "12345) two", "> quoted"),
    *("    code", "\tcode", "```\ncode\n```", "~~~", "`tick`", "===", "---", "***", "___", "- - -"),
    *(
        "<b>bold</b>",
        "<!-- gone",
        "<script>alert(1)</script>",
        "&lt;b&gt; &#60; &amp;",
        "</p></div>",
    ),
    *("[a](http://x)", "![a](http://x)", "[a]: http://x", "<http://x>", "http://x.example/y"),
    *("www.x.example", "a@b.example", "a | b | c", "| - | - |", "**b** _i_ ~~s~~", "\\", "a\\\nb"),
    *("line\n\nparagraph\n# head", "a\r# b\r\n- c", "[^1]: foot", "Term\n: told", "$x$", ":smile:"),
    *(
        "  \n  two blanks",
        "end  ",
        "{{7*7}} ${7}",
        "a\n===",
        "a\n---",
        "\x0b# b\x0c# c",
        "\u2028# d",
    ),
)
ALPHABET = "ab1 \t\n\r#+-=*_`~[](){}<>|\\/!&;:.$^@'\"wht"
BLOCKS = {"heading_open": 0, "bullet_list_open": 0, "table_open": 0, "hr": 0}
INLINE = {"text", "softbreak", "hardbreak", "strong_open", "strong_close", "text_special"}


def parsed(text: str) -> list[Token]:
    """The tokens of a text in Markdown with everything that could mean something."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def kinds(tokens: list[Token]) -> list[str]:
    """What the blocks are."""
    return [token.type for token in tokens]


def signs(tokens: list[Token]) -> set[str]:
    """What stands in the lines."""
    return {child.type for token in tokens for child in token.children or ()}


@pytest.mark.parametrize("text", [*NASTY, *(each.text for each in CORPUS)])
def test_no_text_changes_how_markdown_is_built(text: str) -> None:
    harmless = "words\nwords" if re.search(r"[\r\n]", text) else "words"
    plain, nasty = (parsed(markdown(laid_out(speaking(each)))) for each in (harmless, text))
    assert signs(nasty) <= INLINE

    def built(tokens: list[Token]) -> list[str]:
        within = ("paragraph_open", "paragraph_close", "inline")
        return [kind for kind in kinds(tokens) if kind not in within]

    assert built(nasty) == built(plain)


@given(st.text(ALPHABET, min_size=1, max_size=60))
def test_a_line_of_markdown_says_what_was_written(text: str) -> None:
    line = re.sub(r"[\r\n]", "", text)
    tokens = parsed(escaped(line))
    if not line.strip(" "):
        return
    assert kinds(tokens) == ["paragraph_open", "inline", "paragraph_close"]
    assert signs(tokens) <= INLINE
    said = "".join(child.content for child in tokens[1].children or ())
    assert said.strip() == line.strip()


@given(st.text(ALPHABET, max_size=120))
def test_whatever_is_quoted_stays_a_quotation(text: str) -> None:
    tokens = parsed(markdown(laid_out(EMPTY._replace(resolution=text))))
    assert signs(tokens) <= INLINE
    outside = [token.type for token in tokens if token.level == 0]
    assert "code_block" not in outside
    assert outside.count("heading_open") == 2 + bool(text)
    assert outside.count("blockquote_open") == bool(text)


class Page(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("text", [*NASTY, *(each.text for each in CORPUS)])
def test_no_text_changes_how_html_is_built(text: str) -> None:
    plain, nasty = (Page(html(laid_out(speaking(each)))) for each in ("words", text))
    assert nasty.tags == plain.tags


def test_a_page_needs_nothing_else() -> None:
    page = html(laid_out(FULL))
    assert not re.search(
        r"<(?:script|link|img|iframe|object|base|form)|src=|href=|@import|url\(", page
    )
    assert all("dir" in attrs for tag, attrs in Page(page).tags if tag in ("td", "dd", "h1", "li"))


@pytest.mark.parametrize("each", CORPUS, ids=lambda each: each.name)
def test_a_page_keeps_the_letter_but_for_what_html_forbids(each: Hostile) -> None:
    kept = "".join(
        character
        if character in "\n\t\r" or character.isprintable() or ord(character) > 0x9F
        else "\ufffd"
        for character in each.text
    )
    forbidden = re.compile("[\ufffe\uffff]")
    texts = "".join(Page(html(laid_out(speaking(each.text)))).texts)
    assert forbidden.sub("\ufffd", kept) in texts


@pytest.mark.parametrize(
    "report", [FULL, EMPTY, for_customer(FULL)], ids=["full", "empty", "public"]
)
def test_json_has_every_key_and_is_ascii(report: Report) -> None:
    shape = as_json(report)
    line = json.dumps(shape, ensure_ascii=True)
    assert json.loads(line) == shape
    assert {*shape} == {*as_json(FULL)}
    assert shape["public"] is report.is_public


def test_json_tells_instants_and_seconds_as_the_contract_says() -> None:
    shape = as_json(FULL)
    assert shape["created"] == "2026-11-23T10:00:00Z"
    assert shape["customer"] == {"ref": "C-7", "name": "Acme"}
    (clock,) = json.loads(json.dumps(shape["clocks"]))
    assert (clock["target_seconds"], clock["elapsed_seconds"]) == (14_400, 7_200)
    assert clock["pauses"][1]["end"] is None


def test_an_empty_report_has_a_head_and_a_summary() -> None:
    assert markdown(laid_out(EMPTY)).splitlines() == [
        "# Trouble report P-1: ",
        "",
        "Made Mon 23 Nov 2026 10:00 (UTC) · Internal",
        "",
        "- **Status:** acknowledged",
        "- **Priority:** P1 critical",
        "- **Reported:** Mon 23 Nov 2026 10:00",
        "",
        "## Summary",
        "",
        "- Reported Mon 23 Nov 2026 10:00.",
        "- Open for 0 s, now acknowledged.",
    ]


def test_the_summary_of_a_long_story() -> None:
    text = markdown(laid_out(FULL._replace(made=FULL.made + 86_400 * 3)))
    for line in (
        "- Resolved Mon 23 Nov 2026 14:00, 3 h after it was reported.",
        "- Closed Mon 23 Nov 2026 16:00.",
        "- Resolution met: 2 h of 4 h used.",
        "- Recovery tasks that have ended: 2 of 4.",
        "- Reopened 1 time.",
        "- Changed hands 4 times.",
        "- A major problem with 2 parts.",
        "- A part of the major problem P-1.",
    ):
        assert line in text
