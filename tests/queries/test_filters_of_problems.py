"""Filters on what only problems have: partners, states of their own, fields an import kept."""

import pytest

from desk.bootstrap import Desk
from desk.errors import BadFilter
from desk.models.base import NEVER
from desk.models.clocks import head_of
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.rules.vocabulary import SORTS
from desk.services.bulk import BulkWriter, Fact, Record
from tests.stores import NOW


def refs(desk: Desk, actor: Actor, text: str) -> list[str]:
    """What a filter finds."""
    listing = Listing(parse(text, "UTC", desk.clock.now()), "oldest")
    return [row.ref for row in desk.work.stream(actor, listing)]


@pytest.mark.parametrize("text", ["partner:nordnet", 'partner:"NORDNET carrier"', "partner:carr"])
def test_a_partner_is_found_by_any_beginning_of_a_word(full: Desk, ben: Actor, text: str) -> None:
    found = refs(full, ben, text)
    every = refs(full, ben, "kind:problem")
    named = [ref for ref in every if full.trail.item(ben, ref).fields["partner"]]
    assert found == named
    assert found
    assert refs(full, ben, f"kind:problem -{text}") == [each for each in every if each not in named]
    assert refs(full, ben, "kind:problem partner:none") == [
        each for each in every if each not in named
    ]


def test_what_is_resolved_is_neither_open_nor_closed(full: Desk, ben: Actor) -> None:
    resolved = refs(full, ben, "state:resolved")
    assert resolved
    assert refs(full, ben, "state:resolved is:open|closed") == []
    assert refs(full, ben, "-is:open -is:closed") == resolved
    ended = refs(full, ben, "kind:problem is:closed")
    assert ended == refs(full, ben, "kind:problem state:closed|cancelled|rejected")


def test_what_waits_waits_for_anybody(full: Desk, ben: Actor) -> None:
    waiting = refs(full, ben, "kind:problem is:waiting")
    assert waiting == refs(full, ben, "kind:problem state:pending|held")
    assert waiting


def test_what_an_import_kept_of_a_problem_is_found(desk: Desk, me: Actor) -> None:
    fact = Fact(NOW, None, "import", after={"state": "acknowledged"})
    head = head_of((), is_open=True, is_paused=False)
    record = Record(
        *("Down", "acknowledged", "other", "inbound", NOW, NOW, head, (fact,)),
        extra={"Impacted site": "Ghent"},
        kind="problem",
    )
    with desk._store.writing() as session:
        writer = BulkWriter(session)
        writer.add(record)
        writer.add(record._replace(extra={}))
        writer.flush()
    assert refs(desk, me, "x.impacted_site:ghent") == ["P-1"]
    assert refs(desk, me, "kind:problem x.impacted_site:none") == ["P-2"]


def test_tasks_are_listed_when_they_are_asked_for(full: Desk, ben: Actor) -> None:
    every = refs(full, ben, "kind:task")
    problems = refs(full, ben, "kind:problem")
    rows = [row for ref in problems for row in full.task_list.of(ben, ref)]
    assert sorted(every) == sorted(row.ref for row in rows)
    assert every == sorted(every, key=lambda ref: int(ref[2:]))

    def found(text: str) -> set[str]:
        return set(refs(full, ben, f"kind:task {text}"))

    assert found("is:open") == {row.ref for row in rows if not row.has_ended}
    assert found("is:closed") == {row.ref for row in rows if row.has_ended}
    assert found("state:started") == {row.ref for row in rows if row.state == "started"}
    assert found("owner:me") == {row.ref for row in rows if row.owner == "Ben"}
    assert found("owner:none") == {row.ref for row in rows if row.owner is None}
    assert found("team:network") == {row.ref for row in rows if row.team == "Network"}
    assert found("due:none is:open") == set()
    assert found(f"ref:{rows[0].ref}") == {rows[0].ref}
    assert found("priority:1") == {row.ref for row in rows if row.problem_priority == 1}
    words = {row.ref for row in rows if row.problem_ref in refs(full, ben, "kind:problem fatura")}
    assert found("fatura") == words


def test_tasks_are_not_listed_among_other_work(full: Desk, ben: Actor) -> None:
    with pytest.raises(BadFilter, match="Tasks are listed by themselves, at column 9") as caught:
        refs(full, ben, "is:open kind:problem|task")
    assert caught.value.column == 9


def test_tasks_stand_in_each_order(full: Desk, ben: Actor) -> None:
    wanted = parse("kind:task is:open", "UTC", full.clock.now())
    for sort in SORTS:
        rows = list(full.work.stream(ben, Listing(wanted, sort)))
        assert len(rows) > 10
        if sort == "due":
            assert [row.due or NEVER for row in rows] == sorted(row.due or NEVER for row in rows)
    assert all(row.kind == "task" for row in rows)
