"""The parser of every command: global options anywhere, options and words in any order."""

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from desk.cli.options import GLOBALS
from desk.errors import WrongUse

_BELOW_NOUGHT = re.compile(r"-\d", re.ASCII)
"""How a value begins that is no option: no option begins with a digit."""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `WrongUse` and knows the global options.

    argparse makes the parsers of commands with the class of their parent, so each command has the
    global options without naming them.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        group = self.add_argument_group("options of every command")
        for option, value, said in GLOBALS:
            name = "actor_name" if option == "--as" else option[2:]
            if value is None:
                group.add_argument(
                    option, dest=name, action="store_true", default=argparse.SUPPRESS, help=said
                )
            else:
                group.add_argument(
                    option, dest=name, metavar=value, default=argparse.SUPPRESS, help=said
                )

    def error(self, message: str) -> NoReturn:
        """Raise what argparse has to say as one of the desk's errors."""
        refusal = WrongUse(
            f"{message[:1].upper()}{message[1:]}", f"How it is used: {self.prog} --help"
        )
        if "are required" in message:
            refusal.code = "missing_value"
        raise refusal

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse with the options moved before the words, each joined with its value.

        argparse alone takes `--filter -tag:spam` for two options, and loses words that stand
        behind an option when a list of words came before it.
        """
        given = list(args or ())
        if self._subparsers is None:
            given = self._options_first(given)
        return super().parse_known_args(given, namespace)

    def _options_first(self, given: list[str]) -> list[str]:
        options: list[str] = []
        words: list[str] = []
        while given:
            token = given.pop(0)
            if token == "--":
                return [*options, "--", *words, *given]
            if not token.startswith("-") or token == "-" or _BELOW_NOUGHT.match(token):
                words.append(token)
            elif given and given[0] != "--" and self._wants_value(token):
                value = given.pop(0)
                options += [f"{token}={value}"] if token.startswith("--") else [token, value]
            else:
                options.append(token)
        return [*options, "--", *words] if any(map(_BELOW_NOUGHT.match, words)) else options + words

    def _wants_value(self, token: str) -> bool:
        action = self._option_string_actions.get(token)
        return action is not None and action.nargs is None
