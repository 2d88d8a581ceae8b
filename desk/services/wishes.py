"""How a customer wants to be told: checked as it is typed, kept in one spelling."""

from typing import TypedDict

from desk.errors import BadValue, ChangedMeanwhile, MissingValue, NotFound
from desk.models.addressees import Wishes
from desk.models.customers import Customer, Known, customer_numbered
from desk.models.store import Session
from desk.models.terms import table_of
from desk.rules import templates
from desk.rules.consent import NONE, STATES, preferred_medium, quiet_hours, words_of
from desk.rules.instants import zone_named
from desk.rules.notice_terms import PURPOSES
from desk.rules.templates import LAST_RESORT, nearest_language
from desk.rules.vocabulary import Reference, parse_reference


class Wanted(TypedDict, total=False):
    """What may be settled about how a customer is told, as it is typed."""

    preferred: str
    language: str
    zone: str
    quiet: str
    refuse: str
    events: str


def wishes(given: Wanted, before: Wishes) -> Wishes:
    """How a customer wants to be told after what is given. Raises `BadValue`."""
    found = before
    if "preferred" in given:
        found = found._replace(preferred=preferred_medium(given["preferred"]))
    if "language" in given:
        found = found._replace(language=_language(given["language"]))
    if "zone" in given:
        zone = given["zone"].strip()
        found = found._replace(zone="" if zone in ("", NONE) else str(zone_named(zone).key))
    if "quiet" in given:
        found = found._replace(quiet=quiet_hours(given["quiet"]))
    if "refuse" in given:
        found = found._replace(refused=words_of(given["refuse"], PURPOSES, "purpose"))
    if "events" in given:
        found = found._replace(events=words_of(given["events"], STATES, "state"))
    return found


def customer_locked(session: Session, ref: Reference | str, expect: int | None) -> Known:
    """The customer of a reference. Raises `NotFound`, and `ChangedMeanwhile` for another version.

    Nobody else changes it until the end.
    """
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    found = customer_numbered(session, sought.number) if sought.kind == "customer" else None
    if found is None:
        raise NotFound(f"There is no {sought}", "Look the customer up by name.")
    query = Customer.select(Customer.version).where(Customer.id == found.id)
    ((version,),) = session.rows(query if session.is_sqlite else query.for_update())
    if expect is not None and version != expect:
        raise ChangedMeanwhile(
            f"{found.ref} has version {version}, not {expect}", "Look at it again, then decide."
        )
    return found


def put_wishes(session: Session, customer: int, wanted: Wishes, now: int) -> int:
    """Write down how a customer wants to be told; the version it makes."""
    query = Customer.update(**wanted._asdict(), updated=now, version=Customer.version + 1)
    session.run(query.where(Customer.id == customer))
    ((version,),) = session.rows(Customer.select(Customer.version).where(Customer.id == customer))
    return int(version)


def told(session: Session, name: str, wanted: Wishes) -> tuple[str, ...]:
    """How the customer is told from now on."""
    by = {"email": "by mail", "phone": "by text message"}.get(wanted.preferred, "as they wrote")
    lines = [f"{name} is told {by}."]
    if wanted.quiet:
        lines.append(f"Nothing that the desk sends by itself reaches them {wanted.quiet}.")
    if wanted.refused:
        lines.append(f"They are not told of: {', '.join(wanted.refused.split())}.")
    if wanted.events:
        lines.append(f"They are told of states: {', '.join(wanted.events.split())}.")
    known = templates.read(table_of(session, "template")).letters["late"]
    is_english = not wanted.language or wanted.language.startswith(LAST_RESORT)
    if not is_english and nearest_language(wanted.language, known) == LAST_RESORT:
        lines.append(f"Nobody has written templates in '{wanted.language}': it is English.")
    return tuple(lines)


def refuse_nothing(given: Wanted) -> None:
    """Raise `MissingValue` when nothing is given."""
    if not given:
        raise MissingValue(
            "Nothing is settled", "Add preferred=, language=, zone=, quiet=, refuse= or events=."
        )


def _language(typed: str) -> str:
    tag = typed.strip().lower().replace("_", "-")
    if tag in ("", NONE):
        return ""
    if not templates.is_language(tag):
        raise BadValue(f"'{typed[:40]}' is no language", "Write its tag, like de or pt-br.")
    return tag
