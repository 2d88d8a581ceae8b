"""What the sheet of an object among the settings asks, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from desk.config import choices_of, type_of
from desk.errors import BadValue, ChangedMeanwhile, NothingToDo
from desk.rules.settings_hints import choice_of, hint_of
from desk.rules.settings_shape import (
    LINE,
    TEXT,
    TOML,
    YES_NO,
    Group,
    Key,
)
from desk.rules.settings_typed import found_in, nested, read, typed
from desk.screens.people_forms import Asked, Field, Told
from desk.screens.settings_letters import TEMPLATE, letter_reads
from desk.widgets.matches import Option

if TYPE_CHECKING:
    from desk.bootstrap import SettingsBook
    from desk.bootstrap.book import Wanted

_NAME = "name of it"
_LISTS_OF_TABLES = ("steps",)
"""Keys that hold several tables: each stands in a line of its own."""
_MOST_TOLD = 6
"""So many changes are shown before they are made."""


class Source(NamedTuple):
    """What fields of settings pick from."""

    book: SettingsBook
    picks: Mapping[str, Sequence[str]]


def object_form(source: Source, group: Group, name: str, held: Mapping[str, object]) -> Asked:
    """Change an object that is there."""
    keys = _with_rest(group, held)

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        book = source.book.anew()
        now = book.objects(group).get(name)
        if now is None:
            raise ChangedMeanwhile(f"'{name}' is there no longer", "esc leads back to the list.")
        said = {key.name: _merged(key, values.get(key.name, ""), held, now) for key in keys}
        wanted = _wanted(book, group, name, said)
        if dry_run and group.table == TEMPLATE:
            return Told(name, reads=letter_reads(book, wanted, name))
        return _taken(book, wanted, name, dry_run=dry_run)

    fields = [_field(source, group, key, typed_of(key, held)) for key in keys]
    title = f"{group.title}: {name}" if name else group.title
    about = f"settings.{group.table}", name
    is_letter = group.table == TEMPLATE
    return Asked(title, "save", about, fields, run, "Saved", True, is_letter)


def new_form(source: Source, group: Group) -> Asked:
    """Add another object to a group."""
    fields = [_field(source, group, key, "") for key in group.keys]
    if group.table != "policy":
        fields.insert(0, Field(_NAME, "Name", is_required=True))

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        book = source.book.anew()
        name = " ".join(values.get(_NAME, "").split())
        if name and name in book.objects(group):
            raise BadValue(f"There is a '{name}' already", "Change that one, or name this another.")
        said = {key.name: _read(key, values.get(key.name, "")) for key in group.keys}
        wanted = _wanted(book, group, name, said)
        if dry_run and group.table == TEMPLATE:
            return Told(name, reads=letter_reads(book, wanted, name))
        return _taken(book, wanted, name or values.get("name", ""), dry_run=dry_run)

    return Asked(
        f"{group.title}: another one", "add", (f"settings.{group.table}", ""), fields, run, "Added",
        True,
    )  # fmt: skip


def key_form(source: Source, binding: str, own: str, does: str) -> Asked:
    """Choose other keys for a binding."""
    chosen = str(source.book.page.own.get(f"keys.{binding}", ""))

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        book = source.book.anew()
        wanted = book.page.with_value(f"keys.{binding}", values.get("keys", ""))
        return _taken(book, wanted, binding, dry_run=dry_run)

    hint = f"{own}; others like C, f5, ctrl+k, with commas between"
    fields = [Field("keys", "Keys", chosen, hint=hint)]
    return Asked(does, "save", ("settings.keys", binding), fields, run, "Saved", True)


def going_form(source: Source, group: Group, name: str) -> Asked:
    """Take an object away."""

    def run(_: Mapping[str, str], dry_run: bool) -> Told:
        book = source.book.anew()
        if name not in book.objects(group):
            raise ChangedMeanwhile(f"'{name}' is there no longer", "esc leads back to the list.")
        return _taken(book, book.without_object(group, name), name, dry_run=dry_run)

    return Asked(
        f"Take {name} away?", "take it away", (f"settings.{group.table}.x", name), (), run,
        "Took away", True,
    )  # fmt: skip


def typed_of(key: Key, held: Mapping[str, object]) -> str:
    """What stands in the field of a key."""
    value = found_in(held, key.name)
    if key.kind == TOML or (key.kind == LINE and isinstance(value, list | dict)):
        return "" if value in (None, [], {}) else _as_toml(value)
    return typed(key, value)


def _with_rest(group: Group, held: Mapping[str, object]) -> tuple[Key, ...]:
    """The keys of a group, and those an object has besides, as they stand in TOML."""
    known = {key.name.partition(".")[0] for key in group.keys}
    return (*group.keys, *(Key(name, name, TOML) for name in held if name not in known))


def _wanted(book: SettingsBook, group: Group, name: str, said: dict[str, object]) -> Wanted:
    if group.table == "policy":
        said = {key: value for key, value in said.items() if value != []}
    flat = said if group.is_own else nested(said)
    return book.with_object(group, name, flat)


def _merged(key: Key, text: str, held: Mapping[str, object], now: Mapping[str, object]) -> object:
    """What was typed; where the field says what it said, what holds now, whoever has saved it.

    Raises `ChangedMeanwhile` where both changed it.
    """
    is_typed = text != typed_of(key, held)
    if is_typed and typed_of(key, now) not in (typed_of(key, held), text):
        raise ChangedMeanwhile(
            f"{key.label} was saved meanwhile as: {typed_of(key, now) or 'nothing'}",
            "esc, then enter, shows it beside what you typed.",
        )
    value = found_in(now, key.name)
    return _read(key, text) if is_typed or value is None else value


def _read(key: Key, text: str) -> object:
    if key.kind != TOML or not text.strip():
        if key.source.startswith("looks.") and type_of(key.source) is bool:
            return text == "yes"
        return read(key, text) if key.kind != TOML else None
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError) as error:
        raise BadValue(
            f"{key.label} is not TOML: {error}", "Write a value as in the file."
        ) from error


def _taken(book: SettingsBook, wanted: Wanted, name: str, *, dry_run: bool) -> Told:
    """Make it hold, or say what would be otherwise."""
    turn = book.turn(wanted)
    if not turn.changes:
        raise NothingToDo("Nothing is otherwise", "Change a field, or leave with esc.")
    told = [f"{key}: {_shown(was)} -> {_shown(now)}" for key, (was, now) in turn.changes.items()]
    if len(told) > _MOST_TOLD:
        told = [*told[:_MOST_TOLD], f"and {len(told) - _MOST_TOLD} more"]
    if dry_run:
        return Told(name, tuple(told))
    return Told(name, tuple(dict.fromkeys(book.take(turn))))


def _shown(value: object) -> str:
    if value in (None, ""):
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int) else " ".join(_as_toml(value).split())


def _as_toml(value: object) -> str:
    import tomlkit

    if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        lines = [f"  {_inline(each)},\n" for each in value]
        return f"[\n{''.join(lines)}]"
    return tomlkit.item(value).as_string()


def _inline(table: Mapping[str, object]) -> str:
    """A table in one line, as it may stand in a list."""
    import tomlkit

    held = tomlkit.inline_table()
    held.update(table)
    return held.as_string()


def _field(source: Source, group: Group, key: Key, begun: str) -> Field:
    hint = hint_of(group.table, key.name)
    options = [Option(each, each, choice_of(group.table, each)) for each in _picks(source, key)]
    if key.kind == YES_NO:
        options = [Option("yes", "yes", hint), Option("no", "no")]
    is_text = key.kind == TEXT or key.name in _LISTS_OF_TABLES
    return Field(key.name, key.label, begun, options, is_text=is_text, hint=hint)


def _picks(source: Source, key: Key) -> Sequence[str]:
    if key.source.startswith("looks."):
        return ("yes", "no") if type_of(key.source) is bool else choices_of(key.source)
    return key.choices or source.picks.get(key.source, ())


Ask = Callable[[], Asked]
