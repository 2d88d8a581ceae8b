"""How a letter to a customer comes about: by templates, in their language, the way they want."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.models.addressees import Addressee
from desk.models.notices import KeptNotice
from desk.models.settings import settings
from desk.models.store import Session
from desk.models.terms import table_of
from desk.rules import notice_terms, templates
from desk.rules.consent import has, quiet_until
from desk.rules.deeds import UNDO_SECONDS
from desk.rules.notice_terms import NoticeTerms
from desk.rules.replies import Route, notice_route
from desk.rules.templates import Templates, Written, moment_told
from desk.rules.vocabulary import words

AUTHOR = "desk"
"""Who stands over what the desk writes of its own accord."""


OF_OPEN_WORK = ("late", "progress")
"""Purposes of which there is nothing to tell once the work has ended."""


class House(NamedTuple):
    """What a desk has settled about letters."""

    templates: Templates
    terms: NoticeTerms
    zone: str

    def zone_of(self, to: Addressee) -> str:
        """The zone in which a customer reads times."""
        return to.wishes.zone or self.zone

    def moment(self, to: Addressee, at: int) -> str:
        """A time as a customer reads it."""
        return moment_told(at, self.zone_of(to))

    def written(self, to: Addressee, occasion: str, values: Mapping[str, str]) -> Written:
        """The letter for an occasion."""
        language = to.wishes.language
        known = {
            "ref": to.ref,
            "subject": to.subject,
            "customer": to.name or to.contact,
            "state": self.templates.word(to.state, language),
        }
        return self.templates.letter(occasion, language, {**known, **values})

    def leaves_at(self, to: Addressee, now: int) -> int:
        """When what the desk sends by itself may go: quiet hours are kept."""
        return quiet_until(to.wishes.quiet, self.zone_of(to), now + UNDO_SECONDS)


def house(session: Session) -> House:
    """What this desk has settled about letters."""
    return House(
        templates.read(table_of(session, "template")),
        notice_terms.read(table_of(session, "notices")),
        settings(session)["zone"],
    )


def way_to(to: Addressee) -> Route | None:
    """How a notice reaches a customer; None when nobody knows an address."""
    return notice_route(to.channel, to.contact, to.media, to.wishes.preferred)


def refuses(to: Addressee, purpose: str) -> bool:
    """Whether a customer does not want to be told of that."""
    return has(to.wishes.refused, purpose)


def drafted(to: Addressee, way: Route, purpose: str, letter: Written, now: int) -> KeptNotice:
    """A letter as a notice that somebody is to look at."""
    return KeptNotice(
        to.item,
        way.medium,
        way.address,
        letter.subject,
        letter.text,
        letter.language,
        purpose,
        "draft",
        now,
        now,
        customer=to.customer,
    )


def going_line(notice: KeptNotice) -> str:
    """What becomes of a notice, and what stands over it."""
    by = f"by {words(notice.medium)}, {notice.recipient}: {notice.subject}"
    if notice.state == "draft":
        return f"A notice lies ready ({words(notice.purpose)}) to tell the customer {by}"
    if notice.state == "completed":
        return f"The customer was told {by}"
    return f"The customer is told {by}"


def told(notice: KeptNotice) -> dict[str, object]:
    """A notice as the journal tells it."""
    return {
        "purpose": notice.purpose,
        "state": notice.state,
        "medium": notice.medium,
        "to": notice.recipient,
        "promised": notice.promised,
    }
