"""Single objects among the settings: looked at, changed, added and taken away as a whole."""

from collections.abc import Mapping
from copy import deepcopy

from desk.config import check
from desk.errors import BadValue
from desk.rules.settings import NOTHING, Table, read
from desk.rules.settings_shape import Group
from desk.services.settings_page import Page, Wanted

_PARTED = " "
"""Between occasion and language in the name of a template."""
_WORDING = "words"
"""Where templates keep how states and reasons are called in each language."""


def objects(page: Page, group: Group) -> dict[str, Mapping[str, object]]:
    """The objects of a group by name; one alone has no name."""
    held = page.tables().get(_table_of(group), {})
    if isinstance(held, list):
        return {f"{n}. {row.get('name', '')}": row for n, row in enumerate(held, 1)}
    assert isinstance(held, Mapping)
    if not group.named:
        return {"": held}
    if group.table == "template":
        return {
            f"{occasion}{_PARTED}{language}": letter
            for occasion, languages in held.items()
            for language, letter in languages.items()
            if occasion != _WORDING
        }
    if group.table == _WORDING:
        return dict(held.get(_WORDING, {}))
    return {name: value for name, value in held.items() if isinstance(value, Mapping)}


def with_object(page: Page, group: Group, name: str, values: Mapping[str, object]) -> Wanted:
    """What is wanted when an object is to be so; a new name adds one. Raises `BadValue`."""
    if group.is_own:
        own = {f"{group.table}.{key}": value for key, value in values.items()}
        for key, value in own.items():
            if value is not None:
                check(key, value, key)
        return Wanted(own, NOTHING)
    held = deepcopy(page.tables().get(_table_of(group), {}))
    if isinstance(held, list):
        return _read(page, group, _placed(held, name, values))
    assert isinstance(held, dict)
    if not group.named:
        return _read(page, group, values)
    if _table_of(group) == "template":
        occasion, language = _parted(group, name)
        held.setdefault(occasion, {})[language.strip()] = values
        return _read(page, group, held)
    if group.table in ("hook",):
        return _read(page, group, {**held, name: values})
    return _read(page, group, {name: values})


def without_object(page: Page, group: Group, name: str) -> Wanted:
    """What is wanted when an object is to go. Raises `BadValue` where none can."""
    held = deepcopy(page.tables().get(group.table, {}))
    if group.table == "policy" and isinstance(held, list):
        del held[_number(name) - 1]
        return _read(page, group, held)
    assert isinstance(held, dict)
    if group.table == "plan":
        return _read(page, group, {name: {"steps": []}})
    if not group.goes:
        raise BadValue(f"{name} stays", "Others may stand on it; change it instead.")
    return _read(page, group, {key: value for key, value in held.items() if key != name})


def _parted(group: Group, name: str) -> tuple[str, str]:
    """The occasion, or what holds the wording, and the language."""
    if group.table == _WORDING:
        return _WORDING, name
    occasion, _, language = name.partition(_PARTED)
    return occasion, language


def _table_of(group: Group) -> str:
    """The table of TOML in which the objects of a group stand."""
    return "template" if group.table == _WORDING else group.table


def _placed(rows: list[Table], name: str, values: Mapping[str, object]) -> list[Table]:
    """The rows with one changed, or with a new one before those that fit everything."""
    number = _number(name)
    if number:
        rows[number - 1] = dict(values)
    else:
        rows.insert(0, dict(values))
    return rows


def _number(name: str) -> int:
    """The number that begins the name of a row; 0 for a new one."""
    first = name.partition(".")[0]
    return int(first) if first.isdigit() else 0


def _read(page: Page, group: Group, table: object) -> Wanted:
    assert page.house is not None, "who sits at a desk has a store"
    return Wanted({}, read({_table_of(group): table}, str, page.house.calendars))
