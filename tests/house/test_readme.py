"""The README says what is there, and nothing else."""

import pkgutil
import re
from collections.abc import Iterable
from importlib import import_module
from inspect import isclass
from itertools import chain

import pytest
from textual.binding import Binding

import desk.screens
import desk.widgets
from desk import config
from desk.cli.main import COMMANDS
from desk.cli.options import GLOBALS
from desk.rules.actions import ACTIONS
from desk.rules.settings import OF_STORE
from desk.widgets.key_line import key_name
from tests.house.source import ROOT, modules, texts

README = ROOT / "README.md"


def test_every_command_has_a_row() -> None:
    rows = {_second_word(cell) for cell in _column("Commands", "command")}
    assert rows - {""} == set(COMMANDS)
    assert "" in rows, "the row of `desk` alone"


def test_every_option_of_all_commands_is_told() -> None:
    told = set(re.findall(r"`(--[a-z]+)[ `]", _section("Commands")))
    assert {option for option, _, _ in GLOBALS} - told == set()


def test_every_setting_has_a_row() -> None:
    assert _codes(_column("Settings", "key")) == {*config.KEYS, f"{config.OF_KEYS}ID"}
    of_store = {*OF_STORE, "calendar.NAME", "policy", "plan.NAME", "team.NAME", "person.NAME"}
    of_store |= {"hook.NAME", "outlet.smtp", "outlet.folder"}
    assert _codes(_column("Settings", "setting")) == of_store


def test_every_choice_of_a_setting_is_told() -> None:
    told = dict(zip(_column("Settings", "key"), _column("Settings", "what it is"), strict=False))
    for key in config.KEYS:
        assert set(config.choices_of(key)) <= _codes([told[f"`{key}`"]]), key


def test_every_variable_has_a_row() -> None:
    assert _codes(_column("Files and environment", "variable")) == _variables()


def test_every_action_has_a_row_with_its_values() -> None:
    told = {
        (kind, *_codes([action])): values.replace("`", "")
        for kind, action, values in zip(
            _column("Actions", "on"),
            _column("Actions", "action"),
            _column("Actions", "values"),
            strict=True,
        )
    }
    real = {
        (", ".join(action.kinds), action.name): " ".join(
            each.name if each.required else f"[{each.name}]" for each in action.parameters
        )
        for action in ACTIONS
        if not action.creates
    }
    assert told == real


def test_every_key_has_a_row() -> None:
    assert _codes(_column("Keys", "key")) == {_spelt(binding) for binding in _bindings()}


def test_every_key_has_a_name_and_says_what_it_does() -> None:
    nameless = [binding.key for binding in _bindings() if not (binding.id and binding.tooltip)]
    assert nameless == []


def test_what_is_linked_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench"])
def test_the_commands_of_the_makefile_are_told(target: str) -> None:
    assert f"make {target}" in README.read_text(encoding="utf-8")
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    named = re.compile(r"(?:^|[^\w.~-])/(?:work|farm|root|home/\w+)/|index-url")
    files = [README, ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    found = [path.name for path in files if named.search(path.read_text(encoding="utf-8"))]
    ours = [m.path for m in modules("desk", "tests") if named.search(m.text)]
    assert found + [path for path in ours if path != "tests/house/test_readme.py"] == []


def _section(heading: str) -> str:
    text = README.read_text(encoding="utf-8")
    found = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no '## {heading}'"
    return found[1]


def _column(heading: str, name: str) -> list[str]:
    """The cells of one column, in every table below a heading that has it."""
    cells: list[str] = []
    place: int | None = None
    for line in _section(heading).splitlines():
        parts = [part.strip() for part in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not parts:
            place = None
        elif name in parts:
            place = parts.index(name)
        elif place is not None and not set("".join(parts)) <= set("-: "):
            cells.append(parts[place])
    assert cells, f"no column '{name}' below '## {heading}'"
    return cells


def _codes(cells: Iterable[str]) -> set[str]:
    """Everything in code style in the cells."""
    return {code for cell in cells for code in re.findall(r"`([^`]+)`", cell)}


def _second_word(cell: str) -> str:
    found = re.match(r"`desk(?: ([a-z-]+))?", cell)
    assert found is not None, cell
    return found[1] or ""


def _variables() -> set[str]:
    """The environment variables the settings are read from."""
    return {
        str(text.value)
        for module in modules("desk")
        if module.path in ("desk/config.py", "desk/terminal/environment.py")
        for text in texts(module.tree)
        if re.fullmatch(r"DESK_[A-Z]+|NO_COLOR", str(text.value))
    }


def _bindings() -> list[Binding]:
    """Every key that the classes of screens, widgets and app bind."""
    packages = (desk.screens, desk.widgets)
    within = (pkgutil.iter_modules(each.__path__, f"{each.__name__}.") for each in packages)
    names = ["desk.app", *(found.name for found in chain.from_iterable(within))]
    found = [each for name in names for each in vars(import_module(name)).values()]
    classes = [each for each in dict.fromkeys(filter(isclass, found)) if _is_ours(each)]
    return [
        binding
        for each in classes
        for binding in Binding.make_bindings(each.__dict__.get("BINDINGS", ()))
    ]


def _is_ours(class_: type) -> bool:
    return class_.__module__.startswith("desk.")


def _spelt(binding: Binding) -> str:
    return binding.key_display or key_name(binding.key)
