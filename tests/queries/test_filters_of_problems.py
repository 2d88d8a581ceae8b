"""Filters on what only problems have: partners, states of their own, fields an import kept."""

import pytest

from desk.bootstrap import Desk
from desk.models.clocks import head_of
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
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
