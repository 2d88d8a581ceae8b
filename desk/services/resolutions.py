"""How a problem ends: resolved, confirmed and closed, reopened, or cancelled."""

from typing import Literal, NotRequired, Unpack

from desk.errors import BadValue, MissingValue, OpenWork, WrongState
from desk.models.problem_terms import terms_of
from desk.models.tickets import resolved_with
from desk.rows.work import Outcome
from desk.rules.demands import CANCEL_REASONS
from desk.rules.permissions import Actor
from desk.rules.problem_terms import check_word
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, words
from desk.services.changes import Change, Said
from desk.services.informing import notice_route, tell_customer
from desk.services.item_facts import customer_name
from desk.services.items import refuse_ended
from desk.services.leading import Leading, Led, tell_parts
from desk.services.problem_steps import NOT_WAITING, end_without_result
from desk.services.promises import drop_promises
from desk.services.task_ends import cancel_open, open_mandatory
from desk.services.telling import ended_line, moved_line
from desk.services.use_cases import How


class Solved(How):
    """What has to be said of a solution: its cause, its code from the list, and what was done."""

    cause: str
    code: str
    resolution: str
    children: NotRequired[str]
    """yes when the parts of a major problem are solved with it."""


_DEMANDED: tuple[Literal["cause", "code", "resolution"], ...] = ("cause", "code", "resolution")


class Resolutions(Leading):
    """Use cases on how a problem ends."""

    def resolve(self, actor: Actor, ref: Reference | str, **solved: Unpack[Solved]) -> Outcome:
        """Say that it is solved, and how; the customer is told, and may say that it is not.

        It closes by itself once the time for that has passed. Its mandatory tasks have to have
        ended. The parts of a major problem are resolved with it on demand.
        """

        def step(change: Change) -> None:
            _resolve(change, *(solved[name] for name in _DEMANDED))
            if solved.get("children") is None:
                tell_parts(change, "children=yes resolves them too")

        led = Led("resolve", step, is_followed=solved.get("children") == "yes")
        return self._leading(actor, ref, solved, led)

    def confirm(
        self, actor: Actor, ref: Reference | str, text: str = "", **how: Unpack[How]
    ) -> Outcome:
        """Close what the customer says is solved."""

        def step(change: Change) -> None:
            _require_resolved(change, "confirmed")
            close(change)
            change.set(confirmed=1)
            if text.strip():
                named = customer_name(change.session, change.item)
                author = change.item.contact or named or "customer"
                change.say(Said("in", text, author, change.item.contact))
            change.effect("The customer says that it is solved.")

        return self._leading(actor, ref, how, Led("confirm", step, is_followed=False))

    def close(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Close what the customer did not speak of in the time there was, after a warning."""

        def step(change: Change) -> None:
            _require_resolved(change, "closed")
            at = change.item.close_at
            if at is None or at > change.now:
                by_itself = f"; by itself {near_moment(at, actor.zone, change.now)}" if at else ""
                raise WrongState(
                    f"{change.item.ref} waits for the customer to say that it is solved{by_itself}",
                    f"Once they have said so: desk do {change.item.ref} confirm",
                )
            close(change)
            change.effect("Nobody spoke against it in the time there was.")

        return self._leading(actor, ref, how, Led("close", step, is_followed=False))

    def warn(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Tell the customer that a resolved problem closes soon.

        Whoever is told late has as much time to speak against it all the same.
        """

        def step(change: Change) -> None:
            _require_resolved(change, "warned of")
            item = change.item
            if item.warn_at is None or item.warn_at > change.now or item.close_at is None:
                raise WrongState(
                    f"Nobody is to be told yet that {item.ref} closes", "It is done in its time."
                )
            terms = terms_of(change.session)
            at = max(item.close_at, change.now + terms.warn)
            change.set(warn_at=None, close_at=at)
            tell_customer(change, "closing", closes=at)

        return self._leading(actor, ref, how, Led("warn", step, is_followed=False))

    def reopen(
        self, actor: Actor, ref: Reference | str, reason: str, **how: Unpack[How]
    ) -> Outcome:
        """Take a resolved problem up again; the time it was resolved is taken off its clock.

        The parts of a major problem that were resolved with it are taken up again with it.
        """

        def step(change: Change) -> None:
            item = change.item
            if item.state != "resolved":
                after = "It is open as it stands."
                if item.has_ended:
                    after = f"Report what came after it: desk do {item.ref} follow-up"
                raise WrongState(f"{item.ref} is {words(item.state)}, not resolved", after)
            if not reason.strip():
                raise MissingValue("Reopening needs its reason", "Add reason=WHY.")
            change.move("inProgress")
            change.set(**_NOT_RESOLVED, reopen_count=item.reopen_count + 1)
            change.why = reason
            clock = change.clocks.reopen(change.clocks.end, change.now)
            if clock is not None:
                change.effect(moved_line(clock, actor.zone, change.now))

        return self._leading(actor, ref, how, Led("reopen", step, parts=resolved_with))

    def cancel(
        self, actor: Actor, ref: Reference | str, reason: str, note: str = "", **how: Unpack[How]
    ) -> Outcome:
        """End what need not be solved: its tasks, its promises and its clocks.

        The customer is told. All of it is one act and is taken back as one, until the notice has
        left. The parts of a major problem stay, by themselves.
        """
        if reason not in CANCEL_REASONS:
            raise BadValue(
                f"Nothing is cancelled for '{reason}'", f"Use one of: {', '.join(CANCEL_REASONS)}."
            )

        def step(change: Change) -> None:
            refuse_ended(change.session, change.item, change.now)
            change.move("cancelled")
            change.set(cancel_reason=reason)
            change.why = note
            end_open(change, f"{change.item.ref} was cancelled")
            tell_customer(change, "cancelled", reason=reason)
            tell_parts(change, "cancel them one by one")

        return self._leading(actor, ref, how, Led("cancel", step, is_followed=False))


_NOT_RESOLVED = dict.fromkeys(
    ("cause", "resolution_code", "resolution", "resolved_at", "close_at", "warn_at", "closed")
)


def end_open(change: Change, why: str) -> None:
    """End everything that is open of a problem which ends without being solved."""
    ended = cancel_open(change, why)
    if ended:
        named = ", ".join(task.name for task in ended)
        are = "task is" if len(ended) == 1 else "tasks are"
        change.effect(f"{len(ended)} {are} cancelled: {named}.")
    drop_promises(change)
    end_without_result(change)


def close(change: Change) -> None:
    """Close what is resolved."""
    change.move("closed")
    change.set(closed=change.now, close_at=None, warn_at=None)


def _require_resolved(change: Change, wanted: str) -> None:
    item = change.item
    if item.state != "resolved":
        raise WrongState(
            f"{item.ref} is {words(item.state)}; only what is resolved is {wanted}",
            f"What came after it is a new problem: desk do {item.ref} follow-up"
            if item.has_ended
            else f"Resolve it first: desk do {item.ref} resolve",
        )


def _resolve(change: Change, cause: str, code: str, resolution: str) -> None:
    refuse_ended(change.session, change.item, change.now)
    terms = terms_of(change.session)
    for name, value in (("cause", cause), ("code", code), ("resolution", resolution)):
        if not value.strip():
            raise MissingValue(f"It has no {name}", f"Add {name}=….")
    known = check_word("cause", cause, terms.causes), check_word("code", code, terms.codes)
    _refuse_open_tasks(change)
    change.move("resolved")
    hours = change.clocks.terms.calendar(terms.calendar)
    at = hours.add(change.now, terms.confirm)
    # Whoever cannot be reached is not warned, and what closes soon is said to when it is resolved.
    warn = at - terms.warn if notice_route(change) and at - terms.warn > change.now else None
    change.set(cause=known[0], resolution_code=known[1], resolution=resolution, **NOT_WAITING)
    change.set(resolved_at=change.now, close_at=at, warn_at=warn, confirmed=0, snoozed_until=0)
    for name in (change.clocks.answer, change.clocks.end):
        clock = change.clocks.stop(name, change.now)
        if clock is not None:
            change.effect(ended_line(clock))
    drop_promises(change)
    closes = near_moment(at, change.actor.zone, change.now)
    tell_customer(change, "resolved", resolution=resolution, closes=at)
    change.effect(f"It closes by itself {closes}, unless the customer speaks against it.")


def _refuse_open_tasks(change: Change) -> None:
    left = open_mandatory(change.session, change.item)
    if left:
        named = ", ".join(f"{task.place} {task.name}" for task in left[:5])
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        raise OpenWork(
            f"{change.item.ref} has tasks that have not ended: {named}{more}",
            "Finish or cancel them first.",
        )
