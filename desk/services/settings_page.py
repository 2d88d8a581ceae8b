"""All settings as one page: read from TOML, changed by name, compared, written as TOML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import NamedTuple

from desk.config import (
    KEYS,
    OF_KEYS,
    Settings,
    check,
    flat_of,
    line_of,
    tables_of,
    type_of,
    value_of,
)
from desk.errors import BadValue
from desk.rules.nearness import nearest
from desk.rules.problem_terms import TERMS
from desk.rules.settings import NOTHING, OWN, House, Place, Table, name_of, read, written
from desk.rules.settings_names import is_not_set
from desk.rules.settings_people import merged, refuse_strangers
from desk.rules.settings_time import FORMS

OF_HOUSE = (
    *("desk", "calendar", "policy", "priority", "problem", "plan", "team", "person"),
    *FORMS,
)
"""What begins the names of those that the store keeps."""

_MAY_BE_EMPTY = ("keys", "policy", "calendar", "plan", "team", "outlet", "hook", "template")
"""Tables that need not hold anything."""

_KEPT = (*TERMS, *FORMS)
"""Tables that are kept whole."""

_NOT_TAKEN_ALONG = ("db", "as")
"""Where the store is and who sits there: told on an exported page, but not taken over from it."""

CheckKeys = Callable[[Mapping[str, str], Place], None]
"""Raises unless bindings may have these keys; the second gives a setting's place."""


class Wanted(NamedTuple):
    """Settings as they shall be: None gives the operator's default back."""

    own: Mapping[str, object]
    house: House


class Page:
    """All settings as they are; without a store, those of the operator alone."""

    def __init__(
        self, own: Mapping[str, object], house: House | None, check_keys: CheckKeys
    ) -> None:
        self.own = own
        self.house = house
        self._check_keys = check_keys

    def tables(self) -> Table:
        """The settings as tables in tables."""
        tables: Table = {"looks": {}, "report": {}, "keys": {}}
        for name, value in self.own.items():
            table, _, key = name.partition(".")
            if key:
                tables[table] = {**_table(tables[table]), key: value}
            else:
                tables[name] = value
        return tables | (written(self.house) if self.house is not None else {})

    def below(self, typed: str) -> dict[str, object]:
        """A setting, or all those whose names begin with that one. Raises `BadValue`."""
        everything = dict(leaves(self.tables()))
        name = name_of(typed, everything)
        found = {
            each: value
            for each, value in everything.items()
            if not name or each == name or each.startswith(f"{name}.")
        }
        if not found and name.startswith(OF_KEYS):
            self._check_keys({name.removeprefix(OF_KEYS): ""}, _unplaced)
            return {name: ""}
        if not found and is_not_set(name, everything):
            return {name: ""}
        if not found and name not in _MAY_BE_EMPTY:
            raise _unknown(name, everything)
        return found

    def with_value(self, typed: str, text: str) -> Wanted:
        """What is wanted when a setting is to have a value, typed as text. Raises `BadValue`."""
        tables = deepcopy(self.tables())
        name = name_of(typed, dict(leaves(tables)))
        table, _, key = name.partition(".")
        if table in OWN:
            value = _own_value(name, text)
            if value is not None:
                check(name, value, name)
            return self._checked({name: value}, NOTHING, _unplaced)
        if self.house is None or table not in OF_HOUSE or not key:
            raise _unknown(name, dict(leaves(tables)))
        _put(tables.setdefault(table, {}), name, _value(text))
        return Wanted({}, read({table: tables[table]}, _unplaced, self.house.calendars))

    def read(self, text: str, file: str, *, is_whole: bool = False) -> Wanted:
        """What a page of TOML wants. Raises `BadValue` with file, line and key.

        What a table does not name stays as it is, unless the page is the whole one, changed.
        """
        tables = tables_of(text, file)

        def place(name: str) -> str:
            return f"{file}, line {line_of(text, name)}"

        for name in tables:
            if name not in (*OWN, *OF_HOUSE):
                near = nearest(name, (*OWN, *OF_HOUSE))
                known = ", ".join((*OWN, *OF_HOUSE))
                raise BadValue(
                    f"{place(name)}: there is no setting '{name[:40]}'",
                    f"Did you mean {near}?" if near else f"There are: {known}.",
                )
        own = flat_of({name: tables[name] for name in OWN if name in tables})
        for name, value in own.items():
            check(name, value, place(name))
        known_calendars = self.house.calendars if self.house is not None else {}
        house = {name: tables[name] for name in OF_HOUSE if name in tables}
        if not is_whole:
            now = self.tables()
            house |= {name: _over(now.get(name), house[name]) for name in _KEPT if name in house}
        wanted = read(house, place, known_calendars)
        if self.house is not None:
            refuse_strangers(wanted.staff, self.house.staff, place)
        return self._checked(own, wanted, place)

    def without_lost(self, wanted: Wanted) -> Wanted:
        """What is wanted when whatever the operator took out shall have its default again."""
        lost = [name for name in self.own if name not in (*wanted.own, *_NOT_TAKEN_ALONG)]
        return wanted._replace(own={**wanted.own, **dict.fromkeys(lost)})

    def changes(self, wanted: Wanted) -> dict[str, tuple[object, object]]:
        """Each setting that is to be other than it is: before and after."""
        after = self.tables()
        house = wanted.house
        if self.house is not None:
            mixed = House(
                {**self.house.values, **house.values},
                {**self.house.calendars, **house.calendars},
                self.house.policies if house.policies is None else house.policies,
                {**self.house.plans, **house.plans},
                {**self.house.terms, **house.terms},
                merged(self.house.staff, house.staff),
                {**self.house.times, **house.times},
            )
            after |= written(mixed)
        own = {name: _or_default(name, value) for name, value in wanted.own.items()}
        then = {**dict(leaves(after)), **own}
        now = dict(leaves(self.tables()))
        return {
            name: (now.get(name), then.get(name))
            for name in {**now, **then}
            if now.get(name) != then.get(name)
        }

    def toml(self, shown: Callable[[str], str]) -> str:
        """The page as TOML; `shown` takes the password out of the store's place."""
        import tomlkit

        tables = self.tables()
        page = tomlkit.document()
        page.add(tomlkit.comment("Not taken over from here: where the store is, and who acts."))
        page.add(tomlkit.comment(f"db = {json.dumps(shown(str(tables.pop('db'))))}"))
        page.add(tomlkit.comment(f"as = {json.dumps(str(tables.pop('as')))}"))
        for name, value in tables.items():
            if value:
                page.add(tomlkit.nl())
                page.add(name, tomlkit.item(value))
        return tomlkit.dumps(page)

    def _checked(self, own: Mapping[str, object], house: House, place: Place) -> Wanted:
        """What is wanted, when the keys that it leads to are sound."""
        if any(name.startswith(OF_KEYS) for name in own):
            keys = {
                name.removeprefix(OF_KEYS): str(value)
                for name, value in {**self.own, **own}.items()
                if name.startswith(OF_KEYS) and value
            }
            self._check_keys(keys, lambda key: place(f"{OF_KEYS}{key}"))
        return Wanted(own, house)


def leaves(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every single value in tables, and in rows of tables, by its name."""
    prefix = f"{name}." if name else ""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from leaves(each, f"{prefix}{key}")
    elif isinstance(value, list) and name == "policy":
        for number, row in enumerate(value, 1):
            yield from leaves(row, f"{prefix}{number}")
    else:
        yield name, value


def _unplaced(name: str) -> str:
    """A setting that was typed alone stands nowhere but in its own name."""
    return name


def _unknown(name: str, names: Iterable[str]) -> BadValue:
    known = (*KEYS, *names)
    near = nearest(name, known)
    return BadValue(
        f"There is no setting '{name[:60]}'",
        f"Did you mean {near}?" if near else "All of them: desk settings get",
    )


def _or_default(name: str, value: object) -> object:
    is_taken_out = value is None and name in KEYS
    return value_of(Settings(), name) if is_taken_out else value


def _own_value(name: str, text: str) -> object:
    """What was typed, in the type of the setting; None for nothing."""
    if type_of(name) is bool and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text or None


def _value(text: str) -> object:
    """What was typed, read as a value of TOML where it is one."""
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _table(value: object) -> Table:
    assert isinstance(value, dict)
    return value


def _over(present: object, wanted: object) -> object:
    """A table with what is wanted of it in the place of what is there."""
    if not isinstance(present, Mapping) or not isinstance(wanted, Mapping):
        return wanted
    return {**present, **{name: _over(present.get(name), wanted[name]) for name in wanted}}


def _put(holder: object, whole: str, value: object) -> None:
    """Put a value into its table where its name leads; an empty text takes away what is there."""
    key = whole.partition(".")[2]
    while True:
        if isinstance(holder, list):
            holder, key = _row(holder, key, whole.removesuffix(f".{key}"))
        within = _table(holder)
        inner = [
            name
            for name, each in within.items()
            if key.startswith(f"{name}.") and isinstance(each, dict | list)
        ]
        if not inner and "." not in key:
            break
        name = max(inner, key=len, default=key.partition(".")[0])
        holder, key = within.setdefault(name, {}), key.removeprefix(f"{name}.")
    if value == "":
        within.pop(key, None)
    else:
        within[key] = value


def _row(rows: list[object], key: str, name: str) -> tuple[object, str]:
    """The row of a table that a name begins with, and what of the name is left."""
    number, _, rest = key.partition(".")
    if not all(isinstance(row, dict) for row in rows):
        raise BadValue(
            f"'{name[:40]}' is a list, which is set as a whole",
            f"Look at it with desk settings get {name[:40]}, then set all of it, in [ and ].",
        )
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(rows)) or not rest:
        raise BadValue(
            f"'{name[:40]}.{key[:40]}' names no value of {_row_of(name)}",
            f"Write its number, 1 to {len(rows)}, and a key: {_example(name)}",
        )
    return rows[int(number) - 1], rest


def _row_of(name: str) -> str:
    return "a policy" if name == "policy" else "a step"


def _example(name: str) -> str:
    return "policy.1.completion" if name == "policy" else f"{name[:40]}.1.name"
