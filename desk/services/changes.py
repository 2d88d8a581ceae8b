"""A change under way on one item: what every use case does before and after its own business."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.models.clocks import all_clocks_of
from desk.models.details import Detail
from desk.models.notices import KeptNotice, drop_drafts
from desk.models.store import Session
from desk.models.tickets import put_ticket
from desk.models.work import Work
from desk.models.workers import note_given
from desk.rows.work import Outcome
from desk.rules.actions import Action
from desk.rules.deeds import way_back
from desk.rules.facts import BESIDE
from desk.rules.facts import Fact as ToldFact
from desk.rules.lifecycle import require as require_step
from desk.rules.notice_facts import TOLD as NOTICES
from desk.rules.permissions import Actor
from desk.rules.policies import Fact
from desk.rules.replies import Route
from desk.rules.states import machine_of
from desk.rules.vocabulary import Reference
from desk.services.alarms import set_alarms, set_update
from desk.services.alerts import News, tell_people
from desk.services.catching_up import Touch, overtake
from desk.services.collisions import NOT_SEEN, Attempt, refuse_collision
from desk.services.item_clocks import ItemClocks
from desk.services.item_facts import facts_for as facts_for
from desk.services.item_facts import head_columns as head_columns
from desk.services.items import HEAD_FIELDS, TICKET, Item, changed, counted, load
from desk.services.journal import Entry, record
from desk.services.letters import AUTHOR, OF_OPEN_WORK, told
from desk.services.missed import unsettled_lines
from desk.services.outbox import Letter, lay
from desk.services.said import Said as Said
from desk.services.spoken import (
    Post,
    keep_post,
    keep_words,
    numbered,
    reply_subject,
    write_down,
)
from desk.services.spoken import found_again as found_again
from desk.services.spoken import found_by as found_by
from desk.services.status_notices import state_notice
from desk.services.steps_settled import settled

Values = Mapping[str, object]
"""Fields that changed, with what changed beside them."""

NOTHING_AWAITED: Mapping[str, None] = dict.fromkeys(
    ("question", "asked_at", "answer_due", "remind_at")
)
"""The fields of an item that waits for no answer."""

_TOUCHED = frozenset(("owner", "team", "state", "snoozed_until"))
"""What begins the time anew after which untouched work goes back, whoever changes it."""


class Moment(NamedTuple):
    """Who acts, when, from what they saw, and as part of what."""

    actor: Actor
    now: int
    training: bool
    base: int | None = None
    """The item's version on which the change was thought out."""
    group: str | None = None
    """What all entries of one bulk action share."""


class Change:
    """One use case at work on one item: gathers what changes, then writes all of it at once."""

    def __init__(self, session: Session, moment: Moment, action: Action, item: Item) -> None:
        self.session = session
        self.actor = moment.actor
        # Machines disagree about the time; nothing happens to an item before it was there.
        self.now = max(moment.now, item.created)
        self.item = item
        self.why = ""
        self.via = ""
        """The reference of what was merged into the item, if it was named by that."""
        self.effects: list[str] = []
        self.called: dict[int, str] = {}
        """Who else is told of it, by number, and why."""
        self.outcome = Outcome(item.ref, action.name, item.state, item.version, 0, undo=False)
        self._before = item
        self._beside: tuple[dict[str, object], dict[str, object]] = {}, {}
        self._moment = moment
        self._action = action
        self._said: Said | None = None
        self._posts: list[Post] = []
        self._route: Route | None = None
        self._clocks: ItemClocks | None = None

    @property
    def clocks(self) -> ItemClocks:
        """The item's clocks, read when they are first needed."""
        if self._clocks is None:
            kept = all_clocks_of(self.session, self.item.id)
            self._clocks = ItemClocks(self.session, self.item.kind, kept)
        return self._clocks

    def partner(self, item: Item) -> "Change":
        """The change that the same use case makes on another item; whoever asks keeps it."""
        return Change(self.session, self._moment._replace(base=None), self._action, item)

    def set(self, **fields: object) -> None:
        """Change fields of the item."""
        self.item = self.item._replace(**fields)  # type: ignore[arg-type]

    def move(self, state: str) -> None:
        """Take the item to another state. Raises `WrongState` when there is no such step."""
        require_step(machine_of(self.item.kind), self.item.state, state, self.item.came_from)
        self.set(state=state)

    def say(self, said: Said, route: Route | None = None) -> None:
        """Have something written down with the change, and sent when there is a route."""
        self._said, self._route = said, route

    def post(self, notice: KeptNotice, author: str, was: KeptNotice | None = None) -> KeptNotice:
        """Have a notice drafted or sent with the change; as it is then, with its number.

        `was` is the draft that is sent.
        """
        made = numbered(self.session, notice)
        self._posts.append(Post(made, author, was))
        self.beside(NOTICES, made.number, told(was) if was else None, told(made))
        return made

    def beside(self, name: str, key: object, before: object, after: object) -> None:
        """Tell the journal of something in a table of its own, by name and what tells it apart.

        Whoever calls has written it already; as JSON holds it, None where it is not there.
        """
        for values, value in zip(self._beside, (before, after), strict=True):
            told = values.setdefault(name, {})
            assert isinstance(told, dict)
            told[str(key)] = value

    def came_by(self, ref: str) -> None:
        """Note the reference of what was merged into the item, by which somebody named it."""
        self.via = self._beside[1]["via"] = ref
        if self._moment.base not in (None, self.item.version):
            # Who saw the other item has seen nothing of this one.
            self._moment = self._moment._replace(base=NOT_SEEN)
        self.effect(f"{ref} was merged into {self.item.ref}, so it is done there.")

    def effect(self, sentence: str) -> None:
        """Tell something that comes of the change."""
        self.effects.append(sentence)

    def facts(self) -> Mapping[str, Fact]:
        """What policies ask of the item, as it is after the change so far."""
        return facts_for(self.session, self.item)

    def keep(self) -> None:
        """Write the journal entry and everything it tells of."""
        self._overtake()
        self.item = counted(self._before, self.item, self._action.name)
        if self._action.name != "undo":
            self.item, ended = settled(self.session, self._before, self.item, self.now)
            for step in ended:
                self.beside("escalations", *step)
        self._tell_state()
        before, after = self._differences()
        if self.item.has_ended and not self._before.has_ended:
            self.effects += unsettled_lines(self.session, self.item.id)
        said = self._said
        attempt = Attempt(self.item, self._moment.base, after, said, self.actor.zone)
        refuse_collision(self.session, attempt, self.now)
        entry = Entry(
            *(self.now, self.actor.id, self._action.name, self.item.kind, self.item.id),
            *(before, after),
            customer=self.item.customer,
            visibility=self._visibility(),
            group=self._moment.group,
            why=self.why,
            training=self._moment.training,
        )
        seq = record(self.session, entry)
        self._keep_item(after)
        set_alarms(self.session, self._before, self.item, self.now)
        self._keep_said(seq)
        self._tell_people(seq, before, after)
        self.outcome = Outcome(
            self.item.ref,
            self._action.name,
            self.item.state,
            self.item.version + 1,
            seq,
            undo=self._action.undo,
            effects=tuple(self.effects),
            way_back=way_back(self._action, leaves=self._leaves),
        )

    def _overtake(self) -> None:
        """Let that follow which clocks had reached before they were touched, seen or not."""
        if self._clocks is None:
            return
        touch = Touch(self.actor.id, *self._clocks.touch())
        item, training = self.item.id, self._moment.training
        found = overtake(self.session, item, self.now, touch, training=training)
        self._before, self.item = found.of(self._before), found.of(self.item)
        self.effects += found.lines

    def _tell_people(self, seq: int, before: Values, after: Values) -> None:
        """Tell whom it concerns, and say who that is of those who are named."""
        fact = ToldFact(self._action.name, before, after, self.why)
        sides = (self._before, self.item)
        news = News(seq, self.now, self.actor.id, fact, *sides, self._said, self.called)
        for name in tell_people(self.session, news):
            self.effect(f"{name} is told.")

    def _tell_state(self) -> None:
        """Tell the customer of a new state, if they asked for that and hear nothing else of it."""
        is_told = self._posts or (self._said is not None and self._said.direction == "out")
        if self.item.state == self._before.state or is_told or self._action.name == "undo":
            return
        found = state_notice(self.session, self.item, self.now)
        if found.notice is not None:
            self.post(found.notice, AUTHOR)
        if found.line:
            self.effect(found.line)

    @property
    def _leaves(self) -> bool:
        """Whether something is to leave the house."""
        is_reply = self._route is not None and not self._route.is_spoken
        return is_reply or any(post.leaves for post in self._posts)

    def _visibility(self) -> str:
        """Who may read what was said, all in all."""
        is_told = any(post.leaves for post in self._posts)
        return "customer" if is_told else self._said.visibility if self._said else "internal"

    def _differences(self) -> tuple[dict[str, object], dict[str, object]]:
        """What the journal tells: the fields that changed, and what changed beside them."""
        was, is_now = self._before._asdict(), self.item._asdict()
        names_ = [name for name in was if was[name] != is_now[name]]
        before = {name: was[name] for name in names_} | self._beside[0]
        after = {name: is_now[name] for name in names_} | self._beside[1]
        was, is_now = self._clocks.differences() if self._clocks is not None else ({}, {})
        if is_now:
            before["clocks"], after["clocks"] = was, is_now
        return before, after

    def _keep_item(self, after: Mapping[str, object]) -> None:
        item = self.item
        fields = {name: value for name, value in after.items() if name not in BESIDE}
        head = {name: value for name, value in fields.items() if name in HEAD_FIELDS}
        ticket = {name: value for name, value in fields.items() if name in TICKET}
        detail = {k: v for k, v in fields.items() if k not in HEAD_FIELDS and k not in TICKET}
        if "clocks" in after or "closed" in after:
            head |= head_columns(self.clocks, is_open=not item.has_ended)
            self.clocks.save(item.id)
        if self.actor.id == self._before.owner or not _TOUCHED.isdisjoint(after):
            head["touched_at"] = self.now
        kept = Work.update(**head, updated=self.now, version=item.version + 1).where(
            (Work.id == item.id) & (Work.version == item.version)
        )
        if not self.session.run(kept):
            latest = load(self.session, Reference(item.kind, item.number))
            raise changed(self.session, latest, item.version, self.now)
        if after.get("owner"):
            note_given(self.session, item.owner, self.now)
        if detail:
            self.session.run(Detail.update(**detail).where(Detail.id == item.id))
        if ticket:
            put_ticket(self.session, item.id, ticket)

    def _keep_said(self, seq: int) -> None:
        """Write down what is said, lay in the outbox what goes, and let the item be found by it."""
        said, session, item = self._said, self.session, self.item
        if said:
            message = write_down(session, item, said, seq, self.now)
            if self._route is not None and not self._route.is_spoken:
                subject = reply_subject(item)
                letter = Letter(item.id, message, self._route, subject, self.actor.id)
                lay(session, letter, self.now)
        for post in self._posts:
            keep_post(session, item, post, seq, self.now)
        texts = [each.said.text for each in self._posts if each.leaves]
        texts = [said.text, *texts] if said else texts
        if item.customer != self._before.customer:
            found_again(session, item)
        elif texts:
            keep_words(session, item, texts)
        if item.has_ended and not self._before.has_ended:
            drop_drafts(session, item.id, OF_OPEN_WORK, self.now, f"{item.ref} has ended")
        has_told = self._leaves or (said is not None and said.direction == "out")
        set_update(session, self._before, item, self.now, has_told=has_told)
