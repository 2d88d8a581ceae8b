"""Which other systems are told of events, as a desk has settled it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadFilter, BadValue
from desk.rules.calendars import mapping_of, refuse_unknown
from desk.rules.filters import ME, parse
from desk.rules.mail_addresses import is_harmful
from desk.rules.secret_places import SecretPlace, secret_place
from desk.rules.vocabulary import WORK_KINDS

_KEYS = ("url", "secret", "filter", "internal_notes", "private_targets", "ca")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
_LONGEST = 2000
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?P<port>:\d{1,5})?"
    r"(?P<path>[/?][!-~]*)?",
    re.ASCII | re.IGNORECASE,
)


class Hook(NamedTuple):
    """Another system, and what it is told."""

    name: str
    url: str = ""
    secret: SecretPlace | None = None
    """Where the key is found that signs what it is sent."""
    filter: str = ""
    """Which work it is told of, in the language of lists; empty for every event there is."""
    internal_notes: bool = False
    """Whether texts that only the desk reads may leave by it."""
    private_targets: bool = False
    """Whether it may stand on this machine or in a network of the house."""
    ca: str = ""
    """A file of certificates that are trusted besides the machine's."""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is still to be settled before anything goes there."""
        wanted = {"url": self.url, "secret": str(self.secret or "")}
        return tuple(name for name, value in wanted.items() if not value)

    @property
    def is_ready(self) -> bool:
        """Whether events can go there with what is settled."""
        return not self.lacking


class Hooks(NamedTuple):
    """Every hook, by name."""

    hooks: tuple[Hook, ...] = ()

    def named(self, name: str) -> Hook | None:
        """The hook of that name; None when there is none any more."""
        return next((hook for hook in self.hooks if hook.name == name), None)

    @property
    def ready(self) -> tuple[Hook, ...]:
        """Those to which events go."""
        return tuple(hook for hook in self.hooks if hook.is_ready)


def read(table: Mapping[str, object]) -> Hooks:
    """The hooks that a table says. Raises `BadValue`.

    What is still lacking is no fault: settings are written one after the other.
    """
    return Hooks(tuple(_hook(name, value) for name, value in sorted(table.items())))


def written(hooks: Hooks) -> dict[str, object]:
    """The hooks as a table of TOML, without what is as it comes."""
    return {hook.name: _told(hook) for hook in hooks.hooks}


def _told(hook: Hook) -> dict[str, object]:
    told = {**hook._asdict(), "secret": str(hook.secret or "")}
    return {name: told[name] for name in _KEYS if told[name]}


def _hook(name: str, value: object) -> Hook:
    where = f"hook.{name}"
    if not _NAME.fullmatch(name):
        raise BadValue(
            f"A hook cannot be called '{name[:60]}'",
            "Use letters of a to z, digits, - and _; 40 at most.",
        )
    given = mapping_of(value, where)
    refuse_unknown(given, _KEYS, where)
    secret = given.get("secret")
    return Hook(
        name,
        _url(f"{where}.url", given.get("url") or ""),
        secret_place(secret, f"{where}.secret") if secret else None,
        _filter(f"{where}.filter", given.get("filter") or ""),
        _is_true(f"{where}.internal_notes", given.get("internal_notes", False)),
        _is_true(f"{where}.private_targets", given.get("private_targets", False)),
        _path(f"{where}.ca", given.get("ca") or ""),
    )


def _url(where: str, value: object) -> str:
    if value == "":
        return ""
    fault = _fault_of(value) if isinstance(value, str) else "is no text"
    if fault:
        raise BadValue(f"{where} {fault}", "Write it like https://example.org/desk-events.")
    return str(value)


def _fault_of(url: str) -> str:
    """What is wrong with an address; empty when nothing is. Never tells it: it may hold a key."""
    if not url.lower().startswith(("http://", "https://")):
        return "begins neither with https:// nor with http://"
    if "@" in re.split("[/?#]", url)[2]:
        return "holds a name or password, which would stand in the store"
    found = _URL.fullmatch(url)
    if found is None or len(url) > _LONGEST or "\\" in url:
        return "is no address"
    if "#" in url:
        return "has a part behind # that is never sent"
    return "" if 0 < int((found["port"] or ":443")[1:]) < 65536 else "has a port that cannot be"


def _filter(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadValue(f"{where} is no text", "Write a filter, like kind:problem.")
    try:
        wanted = parse(value, "UTC", 0)
    except BadFilter as error:
        raise BadValue(f"{where}: {error.message}", error.next_step) from None
    for term in wanted.terms:
        if ME in term.values:
            raise BadValue(f"{where}: a hook is nobody's, so there is no 'me'", "Name a person.")
        if term.field == "kind" and not {*WORK_KINDS}.issuperset(map(str, term.values)):
            raise BadValue(
                f"{where}: '{term.written}' is no kind of work",
                f"Write one of: {', '.join(WORK_KINDS)}.",
            )
    return value.strip()


def _path(where: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or is_harmful(value):
        raise BadValue(f"{where} is '{value}'", "Write the path of a file, on one line.")
    return value.strip()


def _is_true(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValue(f"{where} is '{value}'", "Write true or false.")
    return value
