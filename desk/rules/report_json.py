"""A trouble report as JSON gives it. Scripts stand on these keys: more may come, none goes."""

from desk.rules.instants import rfc3339
from desk.rules.report import (
    ClockPart,
    EntryPart,
    NoticePart,
    OtherPart,
    Report,
    SaidPart,
    TaskPart,
)
from desk.rules.report_handover import customer_json, lateness_json, links_json

Shape = dict[str, object]

FOR_TAKERS = ("customer_details", "links", "attachments")
"""Keys that only a hand-over has."""


def as_json(report: Report) -> Shape:
    """The whole report as one object."""
    return {
        "report": report.subject,
        "ref": report.ref,
        "public": report.is_public,
        "made": rfc3339(report.made),
        **_head(report),
        "cause": report.cause or None,
        "resolution_code": report.resolution_code or None,
        "resolution": report.resolution or None,
        "tasks_ended": report.tasks_ended,
        "tasks_all": report.tasks_all,
        "clocks": [_clock(each) for each in report.clocks],
        "timeline": [_entry(each) for each in report.timeline],
        "messages": [_said(each) for each in report.messages],
        "tasks": [_task(each) for each in report.tasks],
        "escalations": [_entry(each) for each in report.escalations],
        "notices": [_notice(each) for each in report.notices],
        "parent": None if report.parent is None else _other(report.parent),
        "parts": [_other(each) for each in report.parts],
        "merged": [_other(each) for each in report.merged],
        **lateness_json(report.late),
        **_for_takers(report),
    }


def _for_takers(report: Report) -> Shape:
    """What somebody needs who takes the work over."""
    if report.subject != "handover":
        return {}
    told: tuple[object, ...] = customer_json(report.customer), links_json(report.links), []
    return dict(zip(FOR_TAKERS, told, strict=True))


def _head(report: Report) -> Shape:
    head = report.head
    return {
        "subject": head.subject,
        "state": head.state,
        "level": head.level,
        "priority": head.priority,
        "impact": head.impact or None,
        "urgency": head.urgency or None,
        "category": head.category or None,
        "major": head.is_major,
        "customer": _customer(head.customer_ref, head.customer),
        "contact": head.contact or None,
        "channel": head.channel or None,
        "owner": head.owner,
        "team": head.team,
        "service": head.service or None,
        "place": head.place or None,
        "partner": head.partner or None,
        "created": rfc3339(head.created),
        "wanted_by": _instant(head.wanted_by),
        "resolved": _instant(head.resolved),
        "closed": _instant(head.closed),
        "tags": list(head.tags),
        "reasons": list(head.reasons),
        "workaround": head.has_workaround,
        "pending_on": head.pending_on,
        "held_cause": head.held_cause,
        "cancel_reason": head.cancel_reason,
        "confirmed": head.confirmed,
        "reopen_count": head.reopen_count,
        "assign_count": head.assign_count,
        "escalation_level": head.escalation_level,
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else rfc3339(at)


def _customer(ref: str | None, name: str | None) -> Shape | None:
    return {"ref": ref, "name": name} if ref else None


def _clock(clock: ClockPart) -> Shape:
    return {
        "name": clock.name,
        "policy": clock.policy or None,
        "calendar": clock.calendar or None,
        "target_seconds": clock.target_seconds,
        "start": rfc3339(clock.start),
        "due": _instant(clock.due),
        "stop": _instant(clock.stop),
        "elapsed_seconds": clock.elapsed_seconds,
        "level": clock.level or None,
        "state": clock.state,
        "pauses": [
            {
                "begin": rfc3339(pause.begin),
                "end": _instant(pause.end),
                "reason": pause.reason or None,
            }
            for pause in clock.pauses
        ],
        "steps": list(clock.steps),
    }


def _entry(entry: EntryPart) -> Shape:
    return {
        "at": rfc3339(entry.at),
        "who": entry.who or None,
        "action": entry.action or None,
        "direction": entry.direction or None,
        "visibility": entry.visibility,
        "state": entry.state or None,
        "text": entry.text,
        "for": entry.ref or None,
    }


def _said(said: SaidPart) -> Shape:
    return {
        "at": rfc3339(said.at),
        "who": said.who or None,
        "direction": said.direction,
        "channel": said.channel or None,
        "visibility": said.visibility,
        "text": said.text,
        "for": said.ref or None,
    }


def _task(task: TaskPart) -> Shape:
    return {
        "ref": task.ref,
        "place": task.place,
        "name": task.name,
        "kind": task.kind,
        "state": task.state,
        "owner": task.owner,
        "team": task.team,
        "partner": task.partner or None,
        "planned_start": _instant(task.planned_start),
        "due": _instant(task.due),
        "begun": _instant(task.begun),
        "ended": _instant(task.ended),
        "effort_seconds": task.effort_seconds,
        "mandatory": task.mandatory,
        "after": list(task.after),
        "text": task.text or None,
    }


def _notice(notice: NoticePart) -> Shape:
    return {
        "ref": notice.ref,
        "at": rfc3339(notice.at),
        "medium": notice.medium,
        "to": notice.to,
        "subject": notice.subject,
        "state": notice.state,
        "visibility": notice.visibility,
        "for": notice.about or None,
    }


def _other(other: OtherPart) -> Shape:
    return {
        "ref": other.ref,
        "subject": other.subject or None,
        "state": other.state,
        "customer": _customer(other.customer_ref, other.customer),
        "created": rfc3339(other.created),
        "closed": _instant(other.closed),
    }
