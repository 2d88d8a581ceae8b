"""How items stand to each other: related, a duplicate, a follow-up, caused by another."""

from secrets import token_hex
from typing import Unpack

from desk.errors import BadValue, Duplicate, NotFound
from desk.models.customers import customer_of
from desk.models.links import drop_link, link_between, links_of, put_link
from desk.models.names import names
from desk.models.store import Session
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference, from_far_end, words
from desk.services.changes import Change
from desk.services.items import Item, load, load_onward
from desk.services.new_contacts import Contact, log_contact
from desk.services.pairs import Pairs, Two
from desk.services.use_cases import How


class FollowUp(How, total=False):
    """What a follow-up has of its own; what is left out is as with the item it follows."""

    subject: str
    text: str
    direction: str
    channel: str


class Links(Pairs):
    """Use cases on what links items."""

    def link(
        self,
        actor: Actor,
        ref: Reference | str,
        to: Reference | str,
        relation: str,
        **how: Unpack[How],
    ) -> Outcome:
        """Say how an item stands to another one; both tell it. One link for each two of them."""
        with self._pairing(actor, "link", Two(ref, to), how) as (change, other):
            one, far = change.item, other.item
            if one.id == far.id:
                raise BadValue(f"{one.ref} cannot be linked to itself", "Name another item.")
            there = link_between(change.session, one.id, far.id)
            if there:
                raise Duplicate(
                    f"{one.ref} {words(there)} {far.ref} already",
                    f"Take that link away first: desk do {one.ref} unlink to={far.ref}",
                )
            put_link(change.session, one.id, relation, far.id)
            _tell(change, other, "", relation)
            change.effect(f"{one.ref} {words(relation)} {far.ref}.")
        return change.outcome

    def unlink(
        self, actor: Actor, ref: Reference | str, to: Reference | str, **how: Unpack[How]
    ) -> Outcome:
        """Take the link between two items away, whichever way it was made."""

        def finds(session: Session, change: Change) -> Item:
            """The very item that is named, if that is linked: it may have been merged since."""
            named = load(session, to)
            linked = link_between(session, change.item.id, named.id)
            return named if linked else load_onward(session, to)

        with self._pairing(actor, "unlink", Two(ref, to), how, finds) as (change, other):
            one, far = change.item, other.item
            there = link_between(change.session, one.id, far.id)
            if not there:
                raise NotFound(
                    f"{one.ref} is not linked to {far.ref}",
                    f"Its links: {_links_of(change) or 'none'}.",
                )
            drop_link(change.session, one.id, far.id)
            _tell(change, other, there, "")
            change.effect(f"Nothing links {one.ref} and {far.ref} any more.")
        return change.outcome

    def follow_up(self, actor: Actor, ref: Reference | str, **new: Unpack[FollowUp]) -> Outcome:
        """Log a new contact with the same customer that goes on from an item, ended or not."""
        group = new.get("group") or token_hex(8)
        how: How = {
            "expect": new.get("expect"),
            "base": new.get("base"),
            "group": group,
            "dry_run": new.get("dry_run", False),
        }
        with self._changing(actor, "follow-up", ref, how) as change:
            moment = self._moment(actor)._replace(group=group)
            log = find("log", "interaction")
            logged = log_contact(change.session, moment, log, _contact(change, new))
            number = load(change.session, logged.ref).id
            change.beside("links", number, None, from_far_end("followUp"))
            change.effect(f"{logged.ref} follows it up.")
            for effect in logged.effects:
                change.effect(f"{logged.ref}: {effect}")
        return change.outcome._replace(created=logged.ref)


def _contact(change: Change, new: FollowUp) -> Contact:
    """The contact that follows an item up."""
    item = change.item
    customer = customer_of(change.session, item.customer) if item.customer else None
    return Contact(
        new.get("direction", item.direction),
        new.get("channel", item.channel),
        new.get("subject", item.subject),
        change.now,
        new.get("text", ""),
        customer.ref if customer else "",
        item.contact,
        (),
        item.priority,
        item.team,
        item.id,
    )


def _tell(change: Change, other: Change, before: str, after: str) -> None:
    """Have both ends tell of their link; empty where there is none."""
    forth = [relation or None for relation in (before, after)]
    back = [from_far_end(relation) if relation else None for relation in (before, after)]
    change.beside("links", other.item.id, *forth)
    other.beside("links", change.item.id, *back)


def _links_of(change: Change) -> str:
    named = names(change.session)
    links = links_of(change.session, change.item.id)
    return ", ".join(f"{words(seen.relation)} {named('work', seen.other)}" for seen in links)
