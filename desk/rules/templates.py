"""What the desk writes to customers: templates by occasion and language, and how they are filled.

A template is checked when it is saved, so that none can fail when it is sent: its placeholders are
known, and those are there without which it would say nothing. Values are put in as they are and
never read again, whatever braces they hold; in a subject they are one line.
"""

import re
import unicodedata
from collections.abc import Mapping
from string import Formatter
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import mapping_of, refuse_unknown
from desk.rules.instants import local, zone_named
from desk.rules.template_texts import LETTERS, WORDS

LAST_RESORT = "en"
"""The language of whoever has none, or one that nobody wrote a template in."""

LONGEST_SUBJECT = 200
_LONGEST_TEXT = 20_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)
_WORDING = "words"
"""The table beside the occasions: how states and reasons are called in each language."""


class Occasion(NamedTuple):
    """What a template may name, and what its text has to."""

    names: tuple[str, ...]
    needed: tuple[str, ...] = ()


_OF_ITEM = ("ref", "subject", "customer")

OCCASIONS: Mapping[str, Occasion] = {
    "late": Occasion((*_OF_ITEM, "state", "due", "promised"), ("promised",)),
    "lateAnswer": Occasion((*_OF_ITEM, "state", "due", "promised"), ("promised",)),
    "progress": Occasion((*_OF_ITEM, "state")),
    "statusChange": Occasion((*_OF_ITEM, "state"), ("state",)),
    "information": Occasion((*_OF_ITEM, "state", "text"), ("text",)),
    "promise": Occasion((*_OF_ITEM, "promised"), ("promised",)),
    "cancelled": Occasion((*_OF_ITEM, "reason"), ("reason",)),
    "resolved": Occasion((*_OF_ITEM, "resolution", "closes"), ("resolution",)),
    "closing": Occasion((*_OF_ITEM, "closes"), ("closes",)),
    # Goes to whoever wrote: nothing of what they wrote may go out with it.
    "acknowledgement": Occasion(("ref",), ("ref",)),
}
"""On which occasions the desk writes.

`lateAnswer` is for a first answer that will be late, `promise` what is added to another letter that
names a new time.
"""


class Template(NamedTuple):
    """What a letter says, with names in braces in place of what is not known yet."""

    subject: str
    text: str


class Written(NamedTuple):
    """A letter as it goes out."""

    subject: str
    text: str
    language: str


class Templates(NamedTuple):
    """Every template of a desk."""

    letters: Mapping[str, Mapping[str, Template]]
    """By occasion, then by language; each occasion has one in English."""
    words: Mapping[str, Mapping[str, str]]
    """By language: how states and reasons are called."""

    def letter(self, occasion: str, language: str, values: Mapping[str, str]) -> Written:
        """The letter for an occasion in a language, or in the nearest there is."""
        found = nearest_language(language, self.letters[occasion])
        template = self.letters[occasion][found]
        in_line = {name: one_line(value) for name, value in values.items()}
        inside = {**values, **{name: in_line[name] for name in _OF_ITEM if name in in_line}}
        subject = filled(template.subject, in_line)
        return Written(one_line(subject), filled(template.text, inside), found)

    def word(self, code: str, language: str) -> str:
        """How a state or a reason is called in a language; the code itself where nobody said."""
        known = self.words.get(nearest_language(language, self.words), {})
        return known.get(code) or self.words[LAST_RESORT].get(code, code)


def nearest_language(wanted: str, known: Mapping[str, object]) -> str:
    """The known language that is nearest to one: `de` for `de-AT`, else English."""
    tag = wanted.strip().lower().replace("_", "-")
    while tag:
        if tag in known:
            return tag
        tag = tag.rpartition("-")[0]
    return LAST_RESORT


def read(table: Mapping[str, object]) -> Templates:
    """The templates that a table says; what it leaves out is as it comes. Raises `BadValue`."""
    refuse_unknown(table, (*OCCASIONS, _WORDING), "The templates")
    given = {occasion: mapping_of(table.get(occasion, {}), occasion) for occasion in OCCASIONS}
    letters = {
        occasion: {
            **{language: Template(*text) for language, text in LETTERS[occasion].items()},
            **{
                _language(language, occasion): _template(occasion, language, value)
                for language, value in languages.items()
            },
        }
        for occasion, languages in given.items()
    }
    wordings = mapping_of(table.get(_WORDING, {}), _WORDING)
    words = {
        language: {**WORDS.get(language, {}), **_words(language, wordings.get(language, {}))}
        for language in {**WORDS, **{_language(name, _WORDING): 0 for name in wordings}}
    }
    return Templates(letters, words)


def written(templates: Templates) -> dict[str, object]:
    """The templates as a table of TOML."""
    letters: dict[str, object] = {
        occasion: {language: template._asdict() for language, template in languages.items()}
        for occasion, languages in templates.letters.items()
    }
    return {**letters, _WORDING: {name: dict(words) for name, words in templates.words.items()}}


def filled(text: str, values: Mapping[str, str]) -> str:
    """A template with its values in place; they are not read again."""
    return "".join(
        before + ("" if name is None else values.get(name, ""))
        for before, name, _, _ in Formatter().parse(text)
    )


def one_line(text: str) -> str:
    """A value as a header may hold it: one line, without controls, not too long."""
    shown = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def moment_told(instant: int, zone: str) -> str:
    """A time as customers of any language read it: `2026-11-23 14:30 CET`."""
    return f"{local(instant, zone_named(zone)):%Y-%m-%d %H:%M %Z}".rstrip()


def _template(occasion: str, language: str, value: object) -> Template:
    where = f"{occasion}.{language}"
    given = mapping_of(value, where)
    refuse_unknown(given, Template._fields, f"The template {where}")
    shipped = LETTERS[occasion].get(language)
    if "text" not in given and shipped is None:
        raise BadValue(
            f"{where} says nothing", 'Write its text, like text = "Your report {ref} …".'
        )
    known = Template(*(shipped or LETTERS[occasion][LAST_RESORT]))
    found = Template(*(str(given.get(name, getattr(known, name))) for name in Template._fields))
    subject = _names(found.subject, occasion, f"{where}.subject")
    text = _names(found.text, occasion, f"{where}.text")
    if found.subject != one_line(found.subject) or not found.subject:
        raise BadValue(
            f"{where}.subject is no single line",
            f"Write one line, {LONGEST_SUBJECT} signs at most.",
        )
    if not found.text.strip() or len(found.text) > _LONGEST_TEXT:
        raise BadValue(f"{where}.text is empty or too long", f"{_LONGEST_TEXT} signs at most.")
    _refuse_lacking(("ref",), subject, f"{where}.subject", "an answer to it would not find back")
    needed = OCCASIONS[occasion].needed
    _refuse_lacking(needed, text, f"{where}.text", "without it the letter does not say it")
    return found


def _names(text: str, occasion: str, where: str) -> set[str]:
    """The placeholders of a text. Raises `BadValue` for one that is unknown or malformed."""
    known = OCCASIONS[occasion].names
    listed = ", ".join(f"{{{name}}}" for name in known)
    names = set()
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise BadValue(
            f"{where} has a brace that nothing closes or opens",
            "A placeholder is a name in braces; a brace itself is written twice: {{ or }}.",
        ) from None
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if form or conversion or name not in known:
            raise BadValue(
                f"{where} has the placeholder '{{{name[:40]}}}', which {occasion} has not",
                f"It has: {listed}. A brace itself is written twice.",
            )
        names.add(name)
    return names


def _refuse_lacking(needed: tuple[str, ...], names: set[str], where: str, why: str) -> None:
    lacking = [f"{{{name}}}" for name in needed if name not in names]
    if lacking:
        raise BadValue(f"{where} lacks {', '.join(lacking)}", f"Put it in: {why}.")


def is_language(name: str) -> bool:
    """Whether it is the tag of a language, in small letters."""
    return _LANGUAGE.fullmatch(name) is not None


def _language(name: str, where: str) -> str:
    if not is_language(name):
        raise BadValue(
            f"{where}: '{name[:40]}' is no language", "Write its tag in small letters, like de."
        )
    return name


def _words(language: str, value: object) -> dict[str, str]:
    given = mapping_of(value, f"{_WORDING}.{language}")
    refuse_unknown(given, tuple(WORDS[LAST_RESORT]), f"The wording {_WORDING}.{language}")
    return {code: one_line(str(said)) for code, said in given.items()}
