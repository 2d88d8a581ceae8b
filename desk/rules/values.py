"""Raw values of a use case, as a command line or a form gives them, read by parameter types."""

import re
from collections.abc import Callable, Mapping, Sequence

from desk.errors import BadValue, MissingValue
from desk.rules.actions import Action, Parameter
from desk.rules.instants import parse_moment
from desk.rules.nearness import nearest
from desk.rules.vocabulary import PRIORITIES, PRIORITY_WORDS, parse_reference
from desk.rules.words import fold

Raw = str | Sequence[str]
"""One text, or several where a parameter may be given more than once."""

LONGEST_LINE = 500
"""How many characters a value of one line may have."""

_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAG_BREAKS = re.compile(r"[\s,|]+")
_TAG_LONGEST = 60


def parse_values(action: Action, raw: Mapping[str, Raw], zone: str, now: int) -> dict[str, object]:
    """Every value given, read by its parameter's type; wall times are those of `zone`.

    Values that are empty count as not given. Raises `MissingValue` for one the use case demands,
    `BadValue` for one it does not take.
    """
    known = {parameter.name: parameter for parameter in action.parameters}
    for name in raw:
        if name not in known:
            raise _unknown(action, name, tuple(known))
    given = {name: value for name, value in raw.items() if not _is_empty(value)}
    for parameter in action.parameters:
        if parameter.required and parameter.name not in given:
            raise MissingValue(
                f"'{action.name}' needs a value for '{parameter.name}'",
                f"Add {parameter.name}={_example(parameter)}.",
            )
    return {name: _parsed(known[name], value, zone, now) for name, value in given.items()}


def parse_tags(raw: Raw) -> tuple[str, ...]:
    """Tags, each once, as they are stored: folded, without blanks. Raises `BadValue`."""
    texts = [raw] if isinstance(raw, str) else raw
    tags = [tag for text in texts for tag in _TAG_BREAKS.split(fold(text)) if tag]
    for tag in tags:
        if len(tag) > _TAG_LONGEST:
            raise BadValue(
                f"The tag '{tag[:20]}…' is too long", f"Use {_TAG_LONGEST} letters at most."
            )
    return tuple(dict.fromkeys(tags))


def _parsed(parameter: Parameter, raw: Raw, zone: str, now: int) -> object:
    if parameter.type == "tag":
        return _tags(parameter, raw)
    if parameter.type == "team" and not isinstance(raw, str):
        return tuple(_line(parameter, name.strip()) for name in raw)
    text = raw if isinstance(raw, str) else " ".join(raw)
    if parameter.type == "text":
        return text
    text = text.strip()
    if parameter.type == "instant":
        return parse_moment(text, zone, now)
    if parameter.type in _NUMBERS:
        return _NUMBERS[parameter.type](text)
    if parameter.choices:
        return _choice(parameter, text)
    return _line(parameter, text)


def parse_priority(text: str) -> int:
    """A priority, 1 to 5 or its word, with or without a P before it. Raises `BadValue`."""
    folded = fold(text)
    numbers = {word: number for number, word in PRIORITY_WORDS.items()}
    numbers |= {str(number): number for number in PRIORITIES}
    numbers |= {f"p{number}": number for number in PRIORITIES}
    if folded not in numbers:
        spelt = ", ".join(f"{number} {word}" for number, word in PRIORITY_WORDS.items())
        raise BadValue(f"'{text}' is not a priority", f"Write one of: {spelt}.")
    return numbers[folded]


def _tags(parameter: Parameter, raw: Raw) -> object:
    """Several tags where the use case makes an object, one where it acts on one tag."""
    tags = parse_tags(raw)
    if not tags:
        raise BadValue(f"'{raw}' is not a tag", "Use letters or digits.")
    if parameter.required and len(tags) > 1:
        raise BadValue(f"'{parameter.name}' takes one tag", "Do it once for each.")
    return tags[0] if parameter.required else tags


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise BadValue(f"'{text}' is no number", "Write 1, 2 and so on.")
    return int(text)


_NUMBERS: dict[str, Callable[[str], object]] = {
    "priority": parse_priority,
    "work": parse_reference,
    "count": _count,
}
"""Types that are read from a line alone."""


def _choice(parameter: Parameter, text: str) -> str:
    folded = fold(text)
    for choice in parameter.choices:
        if fold(choice) == folded:
            return choice
    near = nearest(folded, parameter.choices)
    hint = f"Did you mean {near}? " if near else ""
    raise BadValue(
        f"'{text}' is no {parameter.name}", f"{hint}Write one of: {', '.join(parameter.choices)}."
    )


def _line(parameter: Parameter, text: str) -> str:
    if _BREAKS.search(text):
        raise BadValue(f"'{parameter.name}' takes one line", "Take the line breaks out.")
    if len(text) > LONGEST_LINE:
        raise BadValue(
            f"'{parameter.name}' has {len(text)} characters", f"{LONGEST_LINE} are the most."
        )
    return text


def _is_empty(value: Raw) -> bool:
    return not value.strip() if isinstance(value, str) else not any(part.strip() for part in value)


def _unknown(action: Action, name: str, known: Sequence[str]) -> BadValue:
    near = nearest(name, known)
    takes = f"It takes: {', '.join(known)}." if known else "It takes none."
    return BadValue(
        f"'{action.name}' takes no value '{name}'", f"Did you mean {near}?" if near else takes
    )


def _example(parameter: Parameter) -> str:
    if parameter.choices:
        return "|".join(parameter.choices)
    return {"instant": "TIME", "priority": "1…5"}.get(parameter.type, parameter.type.upper())
