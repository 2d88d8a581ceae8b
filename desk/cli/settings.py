"""`desk settings`: what was chosen, by the operator and for the store, as one page of TOML."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desk.cli.opening import seated, settings_of
from desk.cli.output import Output, of, write
from desk.config import KEYS
from desk.errors import BadValue, Unreachable
from desk.rules.settings import Place as PlaceOf
from desk.rules.settings import is_own

if TYPE_CHECKING:
    from desk.bootstrap import SettingsBook, SettingsFile
    from desk.bootstrap.book import Page, Wanted

_ABOUT = """What was chosen: the operator's own in the configuration file, the store's in the store.

looks, keys, report, db and as are the operator's; desk, calendar, policy, priority, problem, plan,
team, person, levels, notices, escalation, outlet, hook and template are the store's, and to change
them takes the right to. Names have dots: looks.theme, keys.item.claim, calendar.office.tz,
policy.2.completion, team.Field.by_load, levels.jeopardy. A plan
that is given no steps is taken away; a team or a person whom nothing is said of stays.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("settings", description=_ABOUT)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    asked = verbs.add_parser("get", help="show one, or all below a name")
    asked.add_argument("name", metavar="NAME", nargs="?", default="", help="like looks.theme")
    asked.set_defaults(run=run_get)
    asked = verbs.add_parser("set", help="change one; an empty value gives the default back")
    asked.add_argument("name", metavar="NAME")
    asked.add_argument("value", metavar="VALUE")
    asked.set_defaults(run=run_set)
    asked = verbs.add_parser("export", help="all of them as TOML; no password is among them")
    asked.set_defaults(run=run_export)
    asked = verbs.add_parser("import", help="take over a file of them, wholly or not at all")
    asked.add_argument("file", metavar="FILE", help="- is stdin")
    asked.add_argument("--dry-run", action="store_true", help="say what would change")
    asked.set_defaults(run=run_import)
    asked = verbs.add_parser("keys", help="every binding that may have other keys, and its keys")
    asked.set_defaults(run=run_keys)
    asked = verbs.add_parser("edit", help="change them in $VISUAL or $EDITOR")
    asked.set_defaults(run=run_edit)


def run_get(args: argparse.Namespace) -> int:
    """Show settings by name."""
    with _opened(args, args.name) as place:
        found = place.page.below(args.name)
        for name, value in found.items():
            value = place.file.shown(name, value)
            if place.out.as_json:
                place.out.record({"name": name, "value": value})
            else:
                begin = "" if len(found) == 1 else f"{name} = "
                place.out.line(f"{begin}{_told(value)}")
    return 0


def run_set(args: argparse.Namespace) -> int:
    """Change one setting."""
    with _opened(args, args.name) as place:
        return _take(place, place.page.with_value(args.name, args.value))


def run_export(args: argparse.Namespace) -> int:
    """Print all settings."""
    with _opened(args) as place:
        if place.out.as_json:
            for name, value in place.page.below("").items():
                place.out.record({"name": name, "value": place.file.shown(name, value)})
        elif place.out.is_terminal:  # through the gate; else to the letter
            for line in place.toml().splitlines():
                place.out.line(line)
        else:
            write(place.toml())
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Take a file of settings over."""
    text = _text(args.file)
    with _opened(args) as place:
        wanted = place.page.read(text, "stdin" if args.file == "-" else args.file)
        return _take(place, wanted, is_dry=args.dry_run)


def run_keys(args: argparse.Namespace) -> int:
    """List the bindings by their names."""
    from desk.app import bindings

    settings = settings_of(args)
    out = of(args)
    for name, (keys, does) in bindings().items():
        chosen = settings.keys.get(name, "")
        if out.as_json:
            own = keys.split()
            out.record({"name": name, "keys": own, "chosen": chosen or None, "does": does})
        else:
            out.line(f"{name:<20}  {chosen or keys:<16}  {does}")
    return 0


def run_edit(args: argparse.Namespace) -> int:
    """Change settings in an editor."""
    from desk.cli.editing import edited

    with _opened(args) as place:
        page = place.page
        wanted = edited(
            place.toml(),
            lambda text, name: page.without_lost(page.read(text, name, is_whole=True)),
            place.out,
            may_ask=sys.stdin.isatty() and not args.yes,
        )
        return _take(place, wanted)


class _Place(NamedTuple):
    """Where settings are read and written."""

    book: SettingsBook
    out: Output

    @property
    def page(self) -> Page:
        """All of them."""
        return self.book.page

    @property
    def file(self) -> SettingsFile:
        """Where the operator's own stand."""
        return self.book.file

    def toml(self) -> str:
        """All settings as TOML."""
        return self.page.toml(lambda url: str(self.file.shown("db", url)))


@contextmanager
def _opened(args: argparse.Namespace, name: str = "") -> Iterator[_Place]:
    """The settings; a store is opened only when one of its own is meant."""
    from desk.bootstrap import settings_book

    settings = settings_of(args)
    if name and is_own(name, KEYS):
        yield _Place(settings_book(settings, _check_keys), of(args))
        return
    with seated(args, settings) as seat:
        yield _Place(settings_book(settings, _check_keys, (seat.desk, seat.actor)), seat.out)


def _check_keys(keys: Mapping[str, str], place: PlaceOf) -> None:
    """Raise unless bindings may have these keys; the screens are loaded to know."""
    from desk.app import keymap_of

    keymap_of(keys, place)


def _take(place: _Place, asked: Wanted, *, is_dry: bool = False) -> int:
    """Make what is wanted hold, and say what is other than before."""
    turn = place.book.turn(asked)
    if not turn.changes:
        place.out.talk("Nothing differs, so nothing was changed.")
        return 0
    effects = [] if is_dry else place.book.take(turn)
    for name, (before, after) in turn.changes.items():
        before, after = place.file.shown(name, before), place.file.shown(name, after)
        if place.out.as_json:
            place.out.record({"name": name, "before": before, "after": after})
        else:
            place.out.line(f"{name}: {_told(before)} {place.out.glyphs.went_out} {_told(after)}")
    for effect in dict.fromkeys(effects):
        place.out.talk(effect)
    return 0


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise Unreachable(
            f"The file {name} cannot be read: {error.strerror}", "Name a file of settings, or -."
        ) from error
    except UnicodeDecodeError as error:
        raise BadValue(f"The file {name} is not UTF-8", "Save it as UTF-8.") from error


def _told(value: object) -> str:
    if value is None or value == "":
        return "not set"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
