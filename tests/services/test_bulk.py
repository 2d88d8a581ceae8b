"""Many items at once: every row an item needs, the same as if each had been made by itself."""

from desk.bootstrap import Desk
from desk.models.clocks import KeptClock, head_of
from desk.models.customers import NewCustomer, make_customer
from desk.rows.work import Listing
from desk.rules.clocks import Instants
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.services.bulk import BulkWriter, Fact, Fixed, Record, Said
from tests.stores import NOW


def record(number: int, customer: tuple[int, str] | None = None) -> Record:
    """One open contact with a running clock, a message and a note."""
    due = NOW + number * 60
    clock = KeptClock(
        "completion", "priority 3", "office", 3600, NOW, due, "running", reason=("Policy 3",)
    )
    levels = Instants(due - 5, due - 4, due - 3, due, due + 1, due + 2)
    return Record(
        f"Subject {number}",
        "open",
        "email",
        "inbound",
        NOW + number,
        NOW + number,
        head_of([levels], is_open=True, is_paused=False),
        (
            Fact(
                NOW + number,
                None,
                "import",
                after={"state": "open"},
                visibility="customer",
                said=Said("in", f"Zażółć {number}", "Ana", "ana@mail.example"),
            ),
            Fact(NOW + number, 1, "note", said=Said("note", "Seen.", "Ben")),
        ),
        contact="ana@mail.example",
        customer=customer,
        tags=("bill", "vip"),
        clocks=(clock,),
        source=("file.csv", str(number), "hash"),
        details={"reason": "billing"},
        extra={"Zip": "01234"},
    )


def written(desk: Desk, count: int) -> list[int]:
    """So many contacts, written in one go."""
    with desk._store.writing() as session:
        known = make_customer(session, NewCustomer("Ana Kos"), NOW)
        writer = BulkWriter(session, Fixed(group="run 1", training=True))
        for number in range(1, count + 1):
            writer.add(record(number, (known.id, known.name)))
        return writer.flush()


def test_each_record_becomes_a_whole_item(desk: Desk, me: Actor) -> None:
    assert len(written(desk, 3)) == 3
    item = desk.trail.item(me, "I-2")
    row = item.work
    assert (row.subject, row.customer, row.tags) == ("Subject 2", "Ana Kos", ("bill", "vip"))
    assert (row.due, row.standing, row.version) == (NOW + 120, "running", 1)
    assert [(said.direction, said.text) for said in item.messages] == [
        ("in", "Zażółć 2"),
        ("note", "Seen."),
    ]
    assert [entry.action for entry in item.trail] == ["import", "note"]
    assert item.fields["extra"] == {"Zip": "01234"}
    assert [clock.name for clock in item.clocks] == ["completion"]


def test_each_record_is_found_by_its_words(desk: Desk, me: Actor) -> None:
    written(desk, 12)
    for words, found in [
        ("zazolc", 12),
        ("subject 7", 1),
        ("kos", 12),
        ("ana@mail.example", 12),
        ("I-12", 1),
        ("nothing", 0),
    ]:
        listing = Listing(parse(words, "UTC", NOW), "due")
        assert len(list(desk.work.stream(me, listing))) == found, words


def test_numbers_go_on_after_a_batch(desk: Desk, me: Actor) -> None:
    first = written(desk, 5)
    contact = {"direction": "inbound", "channel": "web", "subject": "New"}
    assert desk.do(me, "log", "interaction", contact).ref == "I-6"
    assert desk.work.find(me, "I-6").id > first[-1]
    assert desk.do(me, "claim", "I-3", {}).version == 2


def test_the_entries_of_a_run_share_their_group(desk: Desk) -> None:
    written(desk, 2)
    with desk._store.reading() as session:
        rows = session.sql(
            "SELECT grp, training, count(*) FROM journal WHERE kind = 'interaction' "
            "GROUP BY grp, training"
        )
        assert rows == [("run 1", 1, 4)]
        assert session.sql(
            "SELECT count(*) FROM journal_value v JOIN journal j ON j.seq = v.seq "
            "WHERE j.kind = 'interaction'"
        ) == [(2,)]


def test_nothing_gathered_writes_nothing(desk: Desk) -> None:
    with desk._store.writing() as session:
        assert BulkWriter(session).flush() == []
