"""How a template reads, filled in for a problem that is made up."""

from collections.abc import Iterator, Mapping

from desk.rules.calendars import mapping_of
from desk.rules.templates import OCCASIONS, Written, moment_told, read
from desk.rules.text_messages import messages_of

_AT = 1_795_442_400
"""Monday 23 November 2026, 14:00 in UTC."""
_HOUR = 3600

SAMPLE: Mapping[str, str] = {
    "ref": "P-311",
    "subject": "Router offline",
    "customer": "Ana Ruiz",
    "resolution": "Router replaced.",
    "text": "The technician is on his way.",
}
"""What is filled in that no language has words for."""
_TIMES = {"due": _AT, "promised": _AT + 2 * _HOUR, "closes": _AT + 72 * _HOUR}
_CODES = {"state": "inProgress", "reason": "duplicate"}


def placeholders(occasion: str) -> str:
    """What a template for an occasion may name, as it is typed."""
    known = OCCASIONS.get(occasion)
    return " ".join(f"{{{name}}}" for name in known.names) if known else ""


def sample(table: Mapping[str, object], occasion: str, language: str, zone: str) -> Written:
    """The letter for an occasion of the made-up problem. Raises `BadValue` for a bad template."""
    templates = read(mapping_of(table, "template"))
    told = {name: templates.word(code, language) for name, code in _CODES.items()}
    times = {name: moment_told(at, zone) for name, at in _TIMES.items()}
    return templates.letter(occasion, language, {**SAMPLE, **told, **times})


def sample_lines(letter: Written) -> Iterator[str]:
    """How long the letter is as a text message, then its lines."""
    many = messages_of(letter.text)
    yield f"As sms: {len(letter.text)} signs, {many} message{'s' if many != 1 else ''}."
    yield letter.subject
    yield from (line for line in letter.text.splitlines() if line.strip())
