"""`desk completion`: a script that lets a shell finish commands, options, actions and names."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from importlib import import_module

from desk.cli import completion_scripts as scripts
from desk.cli.main import COMMANDS
from desk.cli.output import write
from desk.cli.parser import Parser
from desk.config import KEYS, OF_KEYS, choices_of, type_of
from desk.rules.actions import ACTIONS, creating
from desk.rules.filters import FIELDS
from desk.rules.settings import OF_STORE
from desk.rules.vocabulary import GROUPS

_ABOUT = """Print a script for a shell.

bash: desk completion bash > ~/.local/share/bash-completion/completions/desk
zsh:  desk completion zsh > _desk, in a folder of $fpath
fish: desk completion fish > ~/.config/fish/completions/desk.fish
"""
NEW_KINDS = ("interaction", "problem", "customer")
"""What `desk new` makes."""
Table = dict[str, tuple[str, ...]]
"""What may come next, by what stands before it: the words without options and their values.

`@` stands for any word; at the end `-` is for options, an option for its value, `name=` for what
comes after it.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "completion", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shells = tuple(scripts.SHELLS)
    parser.add_argument("shell", metavar="SHELL", choices=shells, help="bash, zsh or fish")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    table, valued = words()
    write(scripts.SHELLS[args.shell](table, valued))
    return 0


def words() -> tuple[Table, tuple[str, ...]]:
    """What may come next after what, and every option that takes a value."""
    parser = Parser(prog="desk")
    commands = parser.add_subparsers()
    for module in dict.fromkeys(module for module, _ in COMMANDS.values()):
        import_module(f"desk.cli.{module}").register(commands)
    table: Table = {}
    valued: set[str] = set()
    for path, within in _parsers("", parser):
        table[path] = tuple(_next(within))
        table[f"{path} -".strip()] = tuple(_options(within))
        for action in within._actions:
            if action.option_strings and action.nargs is None:
                valued.update(action.option_strings)
                for option in action.option_strings:
                    table |= {f"{path} {option}".strip(): tuple(map(str, action.choices or ()))}
    table |= dict(_of_actions(table["do -"])) | dict(_of_settings()) | _of_filters(table)
    return table, tuple(sorted(valued))


def _parsers(
    path: str, parser: argparse.ArgumentParser
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield path, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from _parsers(f"{path} {name}".strip(), inner)


def _next(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Commands, and the choices of words."""
    for action in parser._actions:
        if not action.option_strings and action.choices:
            yield from map(str, action.choices)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))


def _of_actions(options: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """After a reference comes an action, after a kind or an action its values."""
    acting = {f"do @ {action.name}": action for action in ACTIONS if not action.creates}
    making = {f"new {kind}": creating(kind) for kind in NEW_KINDS}
    yield "do @", tuple(path.rpartition(" ")[2] for path in acting)
    yield "do @ -", tuple(options)
    yield "new", NEW_KINDS
    for path, action in {**acting, **making}.items():
        yield path, tuple(f"{each.name}=" for each in action.parameters)
        yield f"{path} -", tuple(options)
        for each in action.parameters:
            yield f"{path} {each.name}=", each.choices


def _of_settings() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of settings, and the values they may have."""
    from desk.app import bindings  # here, because it loads every screen

    names = (*KEYS, *OF_STORE, *(f"{OF_KEYS}{name}" for name in bindings()))
    for verb in ("get", "set"):
        yield f"settings {verb}", tuple(dict.fromkeys(names))
    for name in (*KEYS, *OF_STORE):
        is_flag = name == "desk.training" or type_of(name) is bool
        choices = ("true", "false") if is_flag else () if name in OF_STORE else choices_of(name)
        yield f"settings set {name}", choices


def _of_filters(table: Table) -> Table:
    """Wherever a filter is taken, its fields."""
    fields = (*(f"{name}:" for name in FIELDS), *(f"is:{group}" for group in GROUPS))
    return {path: fields for path in table if path.endswith(" --filter")}
