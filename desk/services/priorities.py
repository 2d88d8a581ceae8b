"""How quickly to act on a problem, and what it is about."""

from typing import TypedDict, Unpack

from desk.errors import MissingValue, WrongState
from desk.models.problem_terms import terms_of
from desk.models.tickets import children_of
from desk.rows.work import Outcome
from desk.rules.permissions import Actor, require
from desk.rules.problem_terms import check_word
from desk.rules.vocabulary import PRIORITY_WORDS, Reference
from desk.services.changes import Change
from desk.services.items import refuse_ended
from desk.services.judging import due_of, judged, level, reasons
from desk.services.leading import Leading, Led
from desk.services.targets import retarget
from desk.services.use_cases import How


class Judgement(TypedDict, total=False):
    """What of a problem's place in the matrix may be changed."""

    impact: str
    urgency: str
    major: str
    """yes or no; needs a right of its own."""
    workaround: str


class Prioritising(How, Judgement, total=False):
    """A judgement, and how carefully it is run."""


class Priorities(Leading):
    """Use cases on how quickly to act, and on what it is about."""

    def prioritise(
        self, actor: Actor, ref: Reference | str, note: str, **given: Unpack[Prioritising]
    ) -> Outcome:
        """Judge a problem anew; its targets follow, counted from the start, and may be missed.

        Raises `MissingValue` without a note, `NotAllowed` for major without the right to it.
        """
        if "major" in given:
            require(actor, "work.major", "say what is major")

        def step(change: Change) -> None:
            refuse_ended(change.session, change.item, change.now)
            if not note.strip():
                raise MissingValue("A change of priority needs its reason", "Add note=WHY.")
            before = change.item
            _take_over(change, given)
            judge_anew(change)
            if change.item == before:
                raise WrongState(
                    f"{before.ref} is judged so already", "There is nothing to change."
                )
            change.why = note

        led = Led("prioritise", step, follow=_inherit)
        return self._leading(actor, ref, given, led)

    def classify(
        self,
        actor: Actor,
        ref: Reference | str,
        category: str | None = None,
        service: str | None = None,
        place: str | None = None,
        **how: Unpack[How],
    ) -> Outcome:
        """Say what a problem is of, which service it concerns and where it is."""
        given = {"category": category, "service": service, "place": place}
        with self._changing(actor, "classify", ref, how) as change:
            wanted = {name: " ".join(v.split()) for name, v in given.items() if v is not None}
            if not wanted:
                raise MissingValue("Nothing is to be changed", "Add category=, service= or place=.")
            if "category" in wanted and wanted["category"]:
                known = terms_of(change.session).categories
                wanted["category"] = check_word("category", wanted["category"], known)
            before = change.item
            change.set(**wanted)
            if change.item == before:
                raise WrongState(f"{before.ref} is filed so already", "There is nothing to change.")
            for name, value in wanted.items():
                change.effect(f"Its {name} is {value or 'not known'}.")
        return change.outcome


def judge_anew(change: Change) -> None:
    """Work the priority out anew, have the targets follow and tell what moves."""
    before = change.item
    found = judged(
        change.session, before, due_of(change.clocks.going(change.clocks.end)), change.now
    )
    change.set(priority=found.priority, reasons=reasons(found))
    for line in found.reasons:
        change.effect(line)
    if found.priority != before.priority:
        was = f"{before.priority} {PRIORITY_WORDS[before.priority]}"
        change.effect(
            f"Its priority is {found.priority} {PRIORITY_WORDS[found.priority]}; before {was}."
        )
        retarget(change)


def _take_over(change: Change, given: Judgement) -> None:
    terms = terms_of(change.session)
    for side in ("impact", "urgency"):
        if given.get(side):
            change.set(**{side: level(terms, side, str(given[side]))})
    for flag in ("major", "workaround"):
        if flag in given:
            change.set(**{flag: int(given[flag] == "yes")})
    parts = [] if change.item.major else children_of(change.session, change.item.id)
    if parts:
        raise WrongState(
            f"{change.item.ref} has {len(parts)} open parts, so it stays major",
            "Take them out of it first.",
        )
    if change.item.major and change.item.parent is not None:
        raise WrongState(
            f"{change.item.ref} is a part of another problem",
            f"Take it out first: desk do {change.item.ref} leave",
        )


def _inherit(part: Change) -> None:
    """A part takes over the priority of the major problem, which is written by then."""
    judge_anew(part)
