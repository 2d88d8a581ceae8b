"""The board's lanes beside a slow reading of all problems, on both engines."""

from collections.abc import Callable, Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rows.board import Card, Cards, Heads, Lane, Wish
from desk.rows.work import END, Key, Listing, WorkRow
from desk.rules.clocks import level_at
from desk.rules.filters import parse
from desk.rules.lanes import TURNS
from desk.rules.permissions import Actor
from tests.boards import Kind, fill, of_every_kind
from tests.queries.oracle import in_order
from tests.stores import NOW, Hire, Places, settings_for

MANY = 400
LATE = ("breached", "overdue2", "overdue3")


@pytest.fixture(scope="module")
def crowded(places: Places) -> Iterator[Desk]:
    """A desk with problems of every kind; nothing may write to it."""
    url = places.founded()
    made = build(settings_for(url), FixedClock(NOW))
    me = made.directory.actor()
    for name in ("Ben", "Ána", "[/] Zoë"):
        made.people.add(me, name, "agent", "Network")
    people = tuple(person.id for person in made.directory.people())
    fill(made, of_every_kind(MANY, people))
    yield made
    made.close()
    places.remove(url)


@pytest.fixture(scope="module")
def ben(crowded: Desk) -> Actor:
    """Somebody with problems of his own."""
    return crowded.directory.actor("Ben")


def _all(desk: Desk, actor: Actor) -> list[Card]:
    """Every problem as a card, in the queue's order, without the board."""
    listing = Listing(parse("kind:problem", "UTC", NOW))
    rows = in_order(list(desk.work.stream(actor, listing)), "due")
    found = [desk.board.find(actor, row.id) for row in rows]
    return [card for card in found if card is not None]


def _level(row: WorkRow) -> str:
    level = level_at(row.instants, NOW) if row.standing == "running" else None
    if level is None:
        return "still"
    return "breached" if level in LATE else level if level in ("jeopardy", "warning") else "inTime"


_KEYS: dict[str, Callable[[Card], str]] = {
    "state": lambda card: card.row.state,
    "level": lambda card: _level(card.row),
    "owner": lambda card: str(card.row.owner_id or 0),
    "partner": lambda card: card.partner,
    "priority": lambda card: str(card.row.priority),
}


def _expected(cards: list[Card], lane: Lane) -> list[Card]:
    fitting = [card for card in cards if _KEYS[lane.by](card) == lane.key]
    return [card for card in fitting if lane.by == "state" or card.row.standing != "closed"]


def _walked(desk: Desk, actor: Actor, wish: Wish, size: int) -> list[Card]:
    """A lane, window by window."""
    found: list[Card] = []
    key: Key | None = None
    while True:
        part = desk.board.window(actor, wish, after=key, limit=size)
        found += part.cards
        if part.is_last:
            return found
        key = part.cards[-1].row.key


@pytest.mark.parametrize("by", TURNS)
def test_every_lane_has_its_cards_in_the_order_of_the_queue(
    crowded: Desk, ben: Actor, by: str
) -> None:
    cards = _all(crowded, ben)
    lanes = crowded.board.lanes(ben, by)
    for lane in lanes:
        wanted = _expected(cards, lane)
        assert _walked(crowded, ben, Wish(lane), 7) == wanted, lane
        backwards = crowded.board.window(ben, Wish(lane), before=END, limit=5)
        assert list(backwards.cards) == wanted[-5:]
    if by != "state":
        open_cards = sum(card.row.standing != "closed" for card in cards)
        assert sum(len(_expected(cards, lane)) for lane in lanes) == open_cards


@pytest.mark.parametrize("by", TURNS)
@pytest.mark.parametrize("text", ["owner:me|none", "priority<=2 is:open", "Fibre", "customer:none"])
def test_a_filter_holds_in_every_lane(crowded: Desk, ben: Actor, by: str, text: str) -> None:
    wanted = parse(text, "UTC", NOW)
    ids = {row.id for row in crowded.work.stream(ben, Listing(wanted))}
    cards = [card for card in _all(crowded, ben) if card.row.id in ids]
    for lane in crowded.board.lanes(ben, by):
        found = _walked(crowded, ben, Wish(lane, wanted), 9)
        assert {card.row.id for card in found} == {card.row.id for card in _expected(cards, lane)}
        assert crowded.board.heads(ben, Wish(lane, wanted), 1_000).many == len(found)


@pytest.mark.parametrize("by", ["state", "owner", "partner", "priority"])
def test_heads_count_what_is_in_the_lane(crowded: Desk, ben: Actor, by: str) -> None:
    cards = _all(crowded, ben)
    for lane in crowded.board.lanes(ben, by):
        rows = [card.row for card in _expected(cards, lane)]
        levels = [_level(row) for row in rows if row.standing == "running"]
        counted = (levels.count(name) for name in ("breached", "jeopardy", "warning"))
        assert crowded.board.heads(ben, Wish(lane), 1_000) == Heads(len(rows), *counted)


def test_counts_stop_at_their_caps(desk: Desk, me: Actor) -> None:
    fill(desk, [Kind("acknowledged", 1.3)] * 130)
    heads = desk.board.heads(me, Wish(Lane("state", "acknowledged", "")), 41)
    assert heads == Heads(41, 100)


def test_a_card_says_what_its_problem_waits_for(desk: Desk, me: Actor) -> None:
    tasks = ("done", "started", "planned", "cancelled")
    ids = fill(
        desk, [Kind("pending", partner="NetCo", tasks=tasks), Kind("held"), Kind("resolved")]
    )
    pending, held, resolved = (desk.board.find(me, id_) for id_ in ids)
    assert pending
    assert held
    assert resolved
    assert (pending.tasks_done, pending.tasks_all) == (1, 3)
    assert (pending.partner, pending.waits_for) == ("NetCo", "customer")
    assert pending.asked_at == NOW - 90_000
    assert held.held_for == "plannedWork"
    assert resolved.closes == NOW + 200_000
    assert desk.board.find(me, ids[0] + 99) is None


def test_people_and_partners_have_a_lane_while_something_is_open(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    ben, cem = hire("Ben"), hire("Cem")
    assert ben.id
    assert cem.id
    fill(desk, [Kind("inProgress", owner=ben.id, partner="NetCo"), Kind("closed", owner=cem.id)])
    fill(desk, [Kind("closed", partner="Gone Ltd")])
    assert [lane.title for lane in desk.board.lanes(me, "owner")] == ["Nobody", me.name, "Ben"]
    assert [lane.title for lane in desk.board.lanes(me, "partner")] == ["No partner", "NetCo"]


def test_who_may_not_read_sees_no_board(desk: Desk, hire: Hire) -> None:
    fill(desk, [Kind("acknowledged")])
    outsider = hire("Guest", role="customer")
    lane = Lane("state", "acknowledged", "")
    assert desk.board.lanes(outsider, "state") == ()
    assert desk.board.window(outsider, Wish(lane)) == Cards((), is_last=True)
    assert desk.board.heads(outsider, Wish(lane), 10) == Heads(0)
    assert desk.board.find(outsider, 1) is None
