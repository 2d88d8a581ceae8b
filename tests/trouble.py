"""Trouble reports for tests: one that has everything, and one that has next to nothing."""

from desk.rules.report import (
    ClockPart,
    EntryPart,
    Head,
    NoticePart,
    OtherPart,
    Pause,
    Report,
    SaidPart,
    TaskPart,
)

AT = 1_795_428_000
"""Monday 2026-11-23, ten o'clock in UTC."""
HOUR = 3600
SECRET = "SECRET"
"""Stands in every text that no customer may read."""


def secret(what: str) -> str:
    """A text that no customer may read."""
    return f"{SECRET} {what}"


HEAD = Head(
    subject="Line down",
    state="closed",
    level="green",
    priority=1,
    impact="high",
    urgency="medium",
    category="network",
    is_major=True,
    customer_ref="C-7",
    customer="Acme",
    contact="ops@acme.example",
    channel="email",
    owner=secret("owner"),
    team=secret("team"),
    service="Fibre",
    place="Berlin",
    partner=secret("partner"),
    created=AT,
    wanted_by=AT + 8 * HOUR,
    resolved=AT + 3 * HOUR,
    closed=AT + 5 * HOUR,
    tags=(secret("tag"),),
    reasons=(secret("reason"),),
    has_workaround=True,
    pending_on=None,
    held_cause=secret("held"),
    cancel_reason=None,
    confirmed=True,
    reopen_count=1,
    assign_count=4,
    escalation_level=2,
)


def with_all(head: Head, names: tuple[str, ...], value: str | None) -> Head:
    """A head in which all these have one value."""
    return Head(**{**head._asdict(), **dict.fromkeys(names, value)})


def said(
    text: str, visibility: str = "customer", direction: str = "out", ref: str = ""
) -> SaidPart:
    """Something that was said."""
    return SaidPart(AT + 60, secret("writer"), direction, "email", visibility, text, ref)


def told(text: str, state: str = "", ref: str = "") -> EntryPart:
    """An entry in the desk's own words."""
    return EntryPart(AT, secret("actor"), "start", "", "internal", text, state, ref)


def task(name: str, kind: str) -> TaskPart:
    """A task with everything."""
    return TaskPart(
        *("T-1", 1, name, kind, "done", secret("owner"), secret("team"), secret("partner")),
        *(AT, AT + HOUR, AT, AT + HOUR, 900, True, (2,), secret("said at the end")),
    )


def other(ref: str, customer: str | None, subject: str) -> OtherPart:
    """Another problem of a customer."""
    return OtherPart(ref, subject, "closed", customer, f"name of {customer}", AT, AT + HOUR)


def notice(subject: str, visibility: str = "customer", state: str = "sent") -> NoticePart:
    """A message that went out."""
    return NoticePart("N-1", AT, "email", "ops@acme.example", subject, state, visibility)


CLOCK = ClockPart(
    *("resolution", secret("policy"), secret("calendar"), 4 * HOUR, AT, AT + 4 * HOUR),
    *(AT + 3 * HOUR, 2 * HOUR, "green", "met"),
    (Pause(AT + 600, AT + 1200, secret("pause")), Pause(AT + 1800, None, secret("pause"))),
    (secret("step"),),
)

FULL = Report(
    ref="P-311",
    made=AT + 6 * HOUR,
    zone="Europe/Berlin",
    is_public=False,
    head=HEAD,
    cause="hardware",
    resolution_code="fixed",
    resolution="The card was replaced.",
    tasks_ended=2,
    tasks_all=4,
    clocks=(CLOCK,),
    timeline=(
        told(secret("began"), "inProgress"),
        told(secret("claimed")),
        told(secret("of another"), "closed", "P-5"),
        EntryPart(AT, secret("actor"), "note", "", "internal", secret("note")),
    ),
    messages=(
        said("It does not work", direction="in")._replace(who="Ada of Acme"),
        said("We are on it"),
        said(secret("note"), "internal", "note"),
        said(secret("to the partner"), "partner"),
        said("from the one merged", ref="P-4"),
        said(secret("of another customer"), ref="P-5"),
    ),
    tasks=(
        task("Visit the shop", "fieldVisit"),
        task("Restart the router", "customer"),
        task(secret("look at the switch"), "internal"),
        task(secret("carrier"), "partner"),
    ),
    escalations=(told(secret("escalated")),),
    notices=(
        notice("Your report"),
        notice(secret("partner"), "partner"),
        notice(secret("taken back"), state="cancelled"),
        notice(secret("another"))._replace(about="P-5"),
    ),
    parent=other("P-1", "C-9", secret("the big one"))._replace(customer=secret("whose")),
    parts=(
        other("P-2", "C-7", "Same customer"),
        other("P-3", "C-8", secret("part"))._replace(customer=secret("whose")),
    ),
    merged=(
        other("P-4", "C-7", "Said twice"),
        other("P-5", "C-8", secret("merged"))._replace(customer=secret("whose")),
    ),
)
"""A report that has everything; what is internal says so."""

EMPTY = Report(
    ref="P-1",
    made=AT,
    zone="UTC",
    is_public=False,
    head=with_all(
        with_all(HEAD, ("impact", "urgency", "category", "service", "place", "partner"), ""),
        (
            *("customer_ref", "customer", "owner", "team", "level", "wanted_by"),
            *("resolved", "closed", "held_cause"),
        ),
        None,
    )._replace(
        subject="",
        state="acknowledged",
        contact="",
        channel="",
        is_major=False,
        tags=(),
        reasons=(),
        has_workaround=False,
        reopen_count=0,
        assign_count=0,
        escalation_level=0,
    ),
    cause="",
    resolution_code="",
    resolution="",
    tasks_ended=0,
    tasks_all=0,
)
"""A report on a problem of which nothing is known but that it is there."""


def speaking(text: str) -> Report:
    """A report in which a text from outside stands wherever one can."""
    whole = with_all(
        FULL.head,
        (
            *("subject", "impact", "urgency", "category", "contact", "service", "place"),
            *("partner", "customer", "owner", "team"),
        ),
        text,
    )._replace(tags=(text,), reasons=(text,))
    return FULL._replace(
        head=whole,
        cause=text,
        resolution_code=text,
        resolution=text,
        clocks=(CLOCK._replace(policy=text, steps=(text,), pauses=(Pause(AT, AT + 60, text),)),),
        timeline=(
            told(text)._replace(who=text),
            EntryPart(AT, text, "reply", "out", "customer", text),
        ),
        messages=(said(text)._replace(who=text), said(text, direction="in")._replace(who=text)),
        tasks=(task(text, "customer")._replace(owner=text, text=text),),
        escalations=(told(text),),
        notices=(notice(text)._replace(to=text),),
        parts=(other("P-2", "C-7", text),),
        merged=(),
    )
