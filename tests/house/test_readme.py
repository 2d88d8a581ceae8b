"""The README says what is there, and nothing else."""

import ast
import re
from collections.abc import Iterator

import pytest
from textual.binding import Binding

from desk import config
from desk.cli.main import COMMANDS
from desk.cli.parser import GLOBALS
from desk.rules.actions import ACTIONS
from tests.house.source import ROOT, modules, on_floors, texts

README = ROOT / "README.md"


def test_every_command_has_a_row() -> None:
    rows = {_second_word(cell) for cell in _first_cells("Commands")}
    assert rows - {""} == set(COMMANDS)
    assert "" in rows, "the row of `desk` alone"


def test_every_setting_has_a_row() -> None:
    written = _codes("Settings")
    options = {option for option, _, _ in GLOBALS}
    variables = _variables()
    assert {name for name in written if name.startswith("--")} == options
    assert {name for name in written if name.isupper()} == variables
    assert written - options - variables == set(config.KEYS)


def test_every_action_has_a_row() -> None:
    assert _codes("Actions") == {action.name for action in ACTIONS}


def test_every_key_has_a_row() -> None:
    assert _codes("Keys") == {_spelt(binding) for binding in _bindings()}


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
    named = re.compile(r"(?:^|[^\w.~-])/(?:work|farm|root|home/\w+)/|pypi\.org|index-url")
    files = [README, ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    found = [path.name for path in files if named.search(path.read_text(encoding="utf-8"))]
    ours = [m.path for m in modules("desk", "tests") if named.search(m.text)]
    assert found + [path for path in ours if path != "tests/house/test_readme.py"] == []


def _first_cells(heading: str) -> Iterator[str]:
    """The first cell of every row in the tables below a heading."""
    text = README.read_text(encoding="utf-8")
    section = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section is not None, f"no '## {heading}'"
    rows = re.findall(r"^\|([^|]+(?:\\\|[^|]*)*)\|", section[1], re.MULTILINE)
    found = [row.strip() for row in rows if "`" in row]
    assert found, f"no rows below '## {heading}'"
    yield from found


def _codes(heading: str) -> set[str]:
    """Everything in code style in the first cells below a heading, without values."""
    codes = {code for cell in _first_cells(heading) for code in re.findall(r"`([^`]+)`", cell)}
    return {code.partition(" ")[0] if code[0] != " " else code for code in codes}


def _second_word(cell: str) -> str:
    found = re.match(r"`desk(?: ([a-z]+))?", cell)
    assert found is not None, cell
    return found[1] or ""


def _variables() -> set[str]:
    """The environment variables the settings are read from."""
    return {
        text.value
        for module in modules("desk")
        if module.path in ("desk/config.py", "desk/terminal/environment.py")
        for text in texts(module.tree)
        if re.fullmatch(r"DESK_[A-Z]+|NO_COLOR", str(text.value))
    }


def _bindings() -> list[Binding]:
    """Every key that the classes of screens, widgets and app bind."""
    found: list[Binding] = []
    for module in on_floors("screens", "widgets", "app"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Binding"):
                found += _evaluated(node)
    return found


def _evaluated(node: ast.Call) -> list[Binding]:
    """The binding a call in the source makes, one for each of its keys."""
    names = ("key", "action", "description")
    given = dict(zip(names, node.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    values = {name: ast.literal_eval(value) for name, value in given.items()}
    return [Binding(**{**values, "key": key}) for key in values["key"].split(",")]


def _spelt(binding: Binding) -> str:
    return binding.key_display or binding.key
