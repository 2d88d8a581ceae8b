"""What is typed in the fields of settings: an example where nothing stands, a word on a choice."""

from collections.abc import Mapping

from desk.rules.template_texts import WORDS
from desk.rules.templates import LAST_RESORT

_HOURS = "closed; open like 09:00-12:00, 13:00-17:00"
_PASSWORD = "env:NAME, file:PATH of mode 0600, or command:…"
_LENGTH = "none; like 45m, 4h, 2d"
_STEPS = "owner, lead, manager, acknowledge, propose, notice, level1"

_IN_GROUP: Mapping[str, str] = {
    "report.fonts": "files and folders, with : between",
    "calendar.country": "none; like DE, FR, US: public holidays there",
    "calendar.subdivision": "none; like BE, BY, CA: a part of that country",
    "calendar.holidays": 'none; like ["2026-12-24", "2026-12-31"]',
    "calendar.annual_holidays": 'none; like ["12-24", "12-31"]',
    "calendar.date_overrides": 'none; like { "2026-12-23" = [["09:00", "12:00"]] }',
    "calendar.breaks": 'none; like { "2026-12-23" = [["10:00", "10:30"]] }',
    "policy.name": "what people call it",
    "policy.kind": "any; like problem",
    "policy.channel": "any; like email, phone",
    "policy.priority": "any; like 1, 2",
    "policy.firstAnswer": _LENGTH,
    "policy.completion": _LENGTH,
    "policy.update": "never; like 30m, 4h: how often customers hear of a problem",
    "escalation.at_once": "none; like 1, 2: at which those above are called in at once",
    "notices.unowned": "30m: after so long people hear that nobody has it",
    "notices.give_up": "72h: so long a message is tried again",
    "outlet.smtp.host": "none; like mail.example.org",
    "outlet.smtp.port": "587, or 465 and 25 by the security",
    "outlet.smtp.user": "for servers that want a login",
    "outlet.smtp.password": _PASSWORD,
    "outlet.smtp.from": "like Service Desk <desk@example.org>",
    "outlet.smtp.name": "how the desk names itself to the server",
    "outlet.smtp.ca": "a file of certificates, besides those of the machine",
    "outlet.smtp.timeout": "30s for each step",
    "outlet.folder.path": "none; like /var/spool/desk, the whole path",
    "outlet.folder.media": "all that mail does not take; or like sms, letter",
    "hook.url": "like https://crm.example.org/desk",
    "hook.secret": _PASSWORD,
    "hook.filter": "everything; or like kind:problem priority<=2",
    "hook.internal_notes": "internal notes leave, too",
    "hook.private_targets": "addresses inside this house are allowed",
    "hook.ca": "a file of certificates, besides those of the machine",
    "priority.cells": "1 2 3 / 2 3 4 / 3 4 5: a row for each impact",
    "priority.off": "priorities that are never given",
    "problem.confirm": "5d: so long a customer can object",
    "problem.warn": "1d: so long before it closes they are told",
    "plan.steps": 'like [{ name = "Test the line", effort = "1h" }]',
    "team.return_after": "4h: work left untouched goes back",
    "notices.working_hours": "nothing pops up outside one's working hours",
    "desk.training": "marks all work as made up; mail leaves to this machine alone",
    "looks.ascii": "for terminals without UTF-8",
}

_CHOICES: Mapping[str, str] = {
    "notices.off": "not at all",
    "notices.draft": "lies ready, somebody sends it",
    "notices.send": "goes by itself",
    "outlet.none": "only to a server on this machine",
    "looks.breached": "rings when a target of yours is missed",
    "looks.all": "rings whenever something is announced",
}


def hint_of(table: str, key: str) -> str:
    """What may stand in a field where nothing does yet."""
    if table == "calendar" and key.startswith("hours."):
        return _HOURS
    if table == "words":
        return WORDS[LAST_RESORT].get(key, "")
    if table == "escalation" and key != "at_once":
        return _STEPS
    if table == "policy" and key not in ("calendar", "name"):
        return _IN_GROUP.get(f"{table}.{key}", "any; several with commas between")
    return _IN_GROUP.get(f"{table}.{key}", "")


def choice_of(table: str, choice: str) -> str:
    """What a choice means, where its word alone does not say it."""
    return _CHOICES.get(f"{table}.{choice}", "")
