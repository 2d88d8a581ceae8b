"""Problems of customers: reported, and everything that is done about them."""

from secrets import token_hex
from typing import Literal, TypedDict, Unpack, get_args

from desk.errors import BadValue, MissingValue, WrongState
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.permissions import Actor, require
from desk.rules.states import machine_of
from desk.rules.vocabulary import Reference, from_far_end, words
from desk.services.changes import Change, Said
from desk.services.conversation import Conversation, speak
from desk.services.filing import Filing
from desk.services.items import Item, load_onward, refuse_ended
from desk.services.leading import Led
from desk.services.links import FollowUp, Links
from desk.services.majors import Majors
from desk.services.merges import Merges
from desk.services.new_problems import Report, major_named, report_problem
from desk.services.ownership import Ownership
from desk.services.priorities import Priorities
from desk.services.problem_steps import ProblemSteps
from desk.services.promises import Promises
from desk.services.resolutions import Resolutions
from desk.services.snoozes import Snoozes
from desk.services.use_cases import How

_Line = Literal[
    "customer",
    "contact",
    "channel",
    "impact",
    "urgency",
    "category",
    "service",
    "place",
    "team",
]
_LINES: tuple[_Line, ...] = get_args(_Line)
"""What is said of a problem in one line each."""


class Reported(TypedDict, total=False):
    """What may be known of a problem besides what it is about."""

    text: str
    customer: str
    impact: str
    urgency: str
    category: str
    service: str
    place: str
    sender: str
    """The reference of the contact it was reported in."""
    parent: str
    """The reference of the major problem it is a part of."""
    team: str
    channel: str
    contact: str
    wanted: int
    tag: tuple[str, ...]
    at: int
    dry_run: bool
    group: str | None


class Problems(
    Ownership,
    ProblemSteps,
    Resolutions,
    Priorities,
    Filing,
    Conversation,
    Snoozes,
    Promises,
    Majors,
    Links,
    Merges,
):
    """Every use case on a problem."""

    def report(self, actor: Actor, subject: str, **values: Unpack[Reported]) -> Outcome:
        """Report a problem: its clocks begin when it was reported, its priority is worked out.

        The outcome's effects hint at open problems it may be a part or a duplicate of.
        """
        action = find("report", "problem")
        require(actor, action.permission, "report problems")
        moment = self._moment(actor)._replace(group=values.get("group"))
        at = values.get("at", moment.now)
        if not subject.strip():
            raise MissingValue("The problem has no subject", "Say in a few words what is wrong.")
        if at > moment.now:
            raise BadValue("The report lies in the future", "Name the time at which it came.")
        with self._store.writing(dry_run=values.get("dry_run", False)) as session:
            sender, parent = values.get("sender"), values.get("parent")
            lines = {"subject": subject.strip()}
            lines |= {name: " ".join(values.get(name, "").split()) for name in _LINES}
            report = Report(
                lines,
                at,
                values.get("text", ""),
                wanted=values.get("wanted"),
                tags=values.get("tag", ()),
                source=load_onward(session, sender) if sender else None,
                parent=major_named(session, parent) if parent else None,
            )
            return report_problem(session, moment, action, report)

    def reply(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Answer the customer; of a major problem, everybody who is affected."""

        def step(change: Change) -> None:
            refuse_ended(change.session, change.item, change.now)
            try:
                speak(change, text)
            except MissingValue:
                if not change.item.major or not text.strip():
                    raise
                change.say(Said("note", text, actor.name))
                change.effect("It has no customer of its own to be told; the text is noted.")

        return self._leading(actor, ref, how, Led("reply", step))

    def follow_up(self, actor: Actor, ref: Reference | str, **new: Unpack[FollowUp]) -> Outcome:
        """Report what came after a problem that has ended: a new one that takes it up again."""
        group = new.get("group") or token_hex(8)
        how: How = {
            "expect": new.get("expect"),
            "base": new.get("base"),
            "group": group,
            "dry_run": new.get("dry_run", False),
        }
        with self._changing(actor, "follow-up", ref, how) as change:
            item = change.item
            _refuse_going_on(item)
            moment = self._moment(actor)._replace(group=group)
            lines = {name: str(getattr(item, name)) for name in _SAME}
            lines["subject"] = new.get("subject") or item.subject
            lines["channel"] = new.get("channel", item.channel)
            report = Report(lines, change.now, new.get("text", ""), reopens=item)
            made = report_problem(change.session, moment, find("report", "problem"), report)
            number = load_onward(change.session, made.ref).id
            change.beside("links", number, None, from_far_end("reopens"))
            change.effect(f"{made.ref} takes it up again.")
            for effect in made.effects:
                change.effect(f"{made.ref}: {effect}")
        return change.outcome._replace(created=made.ref)


def _refuse_going_on(item: Item) -> None:
    """Raise `WrongState` when a problem is not over: it can be gone on with itself."""
    if item.state not in machine_of(item.kind).ends:
        again = f"Take it up again: desk do {item.ref} reopen reason=WHY"
        raise WrongState(
            f"{item.ref} is {words(item.state)}, not over",
            again if item.state == "resolved" else "Go on with it, or report: desk new problem",
        )


_SAME = ("contact", "impact", "urgency", "category", "service", "place")
"""What a problem that comes back has of the one before."""
