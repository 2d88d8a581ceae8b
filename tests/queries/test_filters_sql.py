"""Filters as SQL find exactly what they mean, in every order, page by page, on both engines."""

import pytest

from desk.bootstrap import Desk
from desk.errors import BadFilter
from desk.rows.work import END, Key, Listing, WorkRow
from desk.rules.filters import VIEWS, parse
from desk.rules.permissions import Actor
from desk.rules.vocabulary import SORTS
from desk.rules.words import indexed, tokens
from tests.queries.conftest import PROBLEMS, SIZE
from tests.queries.oracle import fits, in_order

FILTERS = (
    *VIEWS.values(),
    "is:closed",
    "is:waiting",
    "is:overdue",
    "is:unowned",
    "is:open|closed",
    "-is:open",
    "-is:overdue is:open",
    "is:snoozed",
    "owner:ben",
    "owner:ben|Ana|none",
    "owner:ben owner:ana",
    "-owner:me",
    "-owner:none",
    "team:none",
    "team:billing|none",
    "-team:billing",
    "customer:none",
    "-customer:none",
    "customer:a",
    "customer:C-3",
    "customer:C-3|C-4 is:open",
    "-customer:C-3",
    "customer:C-999999",
    "partner:acme",
    "kind:interaction",
    "kind:problem",
    "state:completed",
    "state:open|awaitingCustomer",
    "-state:open",
    "state:resolved",
    "state:resolved is:closed",
    "state:pending|held is:waiting",
    "kind:problem is:open",
    "kind:problem state:cancelled|rejected",
    "kind:problem tag:vip",
    "-kind:problem is:closed",
    "kind:interaction|problem priority:1",
    "ref:P-3|I-3",
    "channel:email|phone direction:inbound",
    "direction:outbound",
    "priority:1",
    "priority<=2 is:open",
    "priority>3",
    "-priority:3",
    "level:green",
    "level:warning",
    "level>=warning",
    "level>=breached",
    "level<jeopardy",
    "level<=watch is:open",
    "level>overdue2",
    "level<green",
    "level:none",
    "-level:none",
    "level:breached|overdue3",
    "-level>=warning is:open",
    "tag:none",
    "-tag:none",
    "due<2h",
    "due<=2026-11-24",
    "due>1d",
    "due:2026-11-24",
    "due:none",
    "-due:none",
    "due>=2026-11-23 due<2026-11-26",
    "due:none|2026-11-24",
    "created<7d",
    "created>=2026-11-01",
    "created>30d created<60d",
    "created:2026-11-20",
    "updated<1d",
    "updated<=2026-11-20",
    "closed<7d",
    "closed:none",
    "-closed:none",
    "closed>=2026-11-01 is:closed",
    "is:open created<7d owner:none level>=watch",
    "ref:I-5",
    "ref:I-5|I-7|I-9999",
    "-ref:I-5 is:open",
)


def _pages(desk: Desk, actor: Actor, listing: Listing, limit: int) -> list[WorkRow]:
    rows: list[WorkRow] = []
    after: Key | None = None
    while True:
        page = desk.work.page(actor, listing, after=after, limit=limit)
        rows += page.rows
        if page.is_last:
            return rows
        after = page.rows[-1].key


def _pages_backwards(desk: Desk, actor: Actor, listing: Listing, limit: int) -> list[WorkRow]:
    rows: list[WorkRow] = []
    before = END
    while True:
        page = desk.work.page(actor, listing, before=before, limit=limit)
        rows = [*page.rows, *rows]
        if page.is_last:
            return rows
        before = page.rows[0].key


@pytest.mark.parametrize("text", FILTERS)
def test_a_filter_finds_what_it_means(full: Desk, ben: Actor, text: str) -> None:
    now = full.clock.now()
    wanted = parse(text, "UTC", now)
    everything = _pages(full, ben, Listing(parse("", "UTC", now)), 100)
    expected = [row for row in everything if fits(row, wanted, ben, now)]
    for sort in SORTS:
        listing = Listing(wanted, sort)
        refs = [row.ref for row in in_order(expected, sort)]
        assert [row.ref for row in _pages(full, ben, listing, 70)] == refs, sort
        assert [row.ref for row in _pages_backwards(full, ben, listing, 60)] == refs, sort
        assert full.work.count(ben, listing, 1000) == len(refs), sort
        assert full.work.count(ben, listing, 3) == min(3, len(refs)), sort
    assert [row.ref for row in full.work.stream(ben, Listing(wanted))] == [
        row.ref for row in in_order(expected, "due")
    ]


WORDS = (
    "invoice",
    "inv",
    "rech twice",
    "I-12",
    "c",
    "müll",
    "MULL",
    "請求",
    "求",
    "a b",
    "a invoice",
    "zebra",
    "+49",
    "example",
)


STEPS: dict[str, dict[str, float]] = {
    "the newest": {},
    "the newest, little by little": {"_FIRST": 1, "_FURTHER": 2, "_MOST": 5},
    "the index": {"_FIRST": 0, "_FURTHER": 0, "_MOST": 0},
    "the index and tests": {"_FIRST": 0, "_FURTHER": 1, "_MOST": 2, "_COMMON": 0.05},
}
"""Where words are found, and what makes the search take that way in a small store."""


@pytest.mark.parametrize("way", STEPS)
@pytest.mark.parametrize("word", WORDS)
def test_words_find_each_beginning_newest_first(
    full: Desk, ben: Actor, word: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in STEPS[way].items():
        monkeypatch.setattr(f"desk.queries.found.{name}", value)
    now = full.clock.now()
    everything = full.work.page(ben, Listing(parse("", "UTC", now), "newest"), limit=1000).rows
    begun = [token for part in word.split() for token in tokens(part)]
    expected = [row.ref for row in everything if _holds(_text(full, ben, row), begun)]
    listing = Listing(parse(word, "UTC", now))
    assert [row.ref for row in _pages(full, ben, listing, 70)] == expected
    assert [row.ref for row in _pages_backwards(full, ben, listing, 70)] == expected
    assert full.work.count(ben, listing, 1000) == len(expected)
    still_open = parse(f"{word} is:open owner:none|me", "UTC", now)
    assert [row.ref for row in _pages(full, ben, Listing(still_open), 17)] == [
        row.ref for row in everything if row.ref in expected and fits(row, still_open, ben, now)
    ]
    without = [row.ref for row in everything if row.ref not in expected]
    denied = parse(" ".join(f"-{part}" for part in word.split()[:1]), "UTC", now)
    if " " not in word:
        assert [row.ref for row in _pages(full, ben, Listing(denied), 100)] == without


_texts: dict[tuple[str, str], set[str]] = {}
"""Words of every item, by store and reference: read once for all tests."""


def _text(desk: Desk, actor: Actor, row: WorkRow) -> set[str]:
    if (desk.store_name, row.ref) not in _texts:
        item = desk.trail.item(actor, row.ref)
        # What was merged shows in the item it goes on in, and is found by itself.
        own = [each for each in item.messages if (each.ref or item.work.ref) == row.ref]
        said = [message.text for message in own]
        texts = (row.ref, row.subject, row.customer or "", row.contact, *said)
        _texts[desk.store_name, row.ref] = set(indexed(*texts).split())
    return _texts[desk.store_name, row.ref]


def _holds(words: set[str], begun: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in begun)


HOSTILE = (
    '"NEAR("',
    '"foo\\"bar ("',
    "C++",
    "%%",
    "a*",
    "'; DROP TABLE work; --",
    "x' OR '1'='1",
    "\u19b0x",
    "{y}",
    "\\",
    ":abc",
    "𝔘𝔫𝔦",
    "ไทย",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_any_text_is_looked_for_and_nothing_else(full: Desk, ben: Actor, typed: str) -> None:
    try:
        wanted = parse(typed, "UTC", full.clock.now())
    except BadFilter:
        return
    full.work.page(ben, Listing(wanted))
    assert full.work.count(ben, Listing(parse("", "UTC", 0)), 1000) == SIZE + PROBLEMS


@pytest.mark.parametrize("typed", ["owner:nobody-here", "team:nowhere", "-owner:bem"])
def test_a_name_nobody_has_is_a_fault_with_its_place(full: Desk, ben: Actor, typed: str) -> None:
    wanted = parse(f"words  is:open  {typed}", "UTC", full.clock.now())
    with pytest.raises(BadFilter) as caught:
        full.work.page(ben, Listing(wanted))
    assert caught.value.text[caught.value.column - 1 :] == typed
    assert caught.value.message.endswith("at column 17")
    assert "Known are" in caught.value.next_step
