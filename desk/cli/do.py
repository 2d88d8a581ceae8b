"""`desk do`: one use case on one item or on several, each in a transaction of its own."""

import argparse
from collections.abc import Sequence

from desk.cli import shapes, values
from desk.cli.errors import as_mapping, talk
from desk.cli.opening import Seat, seated
from desk.cli.output import Output, of
from desk.errors import DeskError, UnknownAction, WrongUse
from desk.rows.work import Outcome
from desk.rules.actions import ACTIONS, Action, Parameter, acting_on
from desk.rules.plain_text import wrap
from desk.rules.values import Raw
from desk.rules.vocabulary import parse_reference, words

_EXAMPLES = """values: a text, @FILE for what a file holds, - for stdin; quote them as one word.

examples:
  desk do I-12 claim
  desk do I-12,I-15 assign to=mia
  desk do I-12 await question="Which meter?" due="Fri 12:00"
  desk do I-12 reply text=@answer.txt --dry-run
  desk do --list
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "do", description="Run an action on one item or several.", epilog=_EXAMPLES
    )
    parser.add_argument("refs", metavar="REF[,REF...]", nargs="?", help="which items")
    parser.add_argument("action", metavar="ACTION", nargs="?", help="what to do; see --list")
    parser.add_argument("values", metavar="name=value", nargs="*", help="what the action needs")
    parser.add_argument("--list", action="store_true", help="every action and what it takes")
    parser.add_argument("--expect", metavar="VERSION", help="refuse unless the item still has it")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, change nothing"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run an action, or list them all."""
    if args.list:
        return _list(of(args))
    refs = [ref for ref in (args.refs or "").replace(",", " ").split() if ref]
    if not refs or not args.action:
        raise WrongUse(
            "Say which item and what to do", "desk do REF ACTION; actions: desk do --list"
        )
    _check(refs, args.action)
    expect = _version(args.expect)
    given = values.read(args.values)
    with seated(args) as seat:
        results = [_one(seat, ref, given, expect, args) for ref in refs]
    return 0 if all(results) else 1


def _one(
    seat: Seat, ref: str, given: dict[str, Raw], expect: int | None, args: argparse.Namespace
) -> bool:
    """Act on one item and print what came of it; whether it was done."""
    desk, actor, out = seat
    try:
        done = desk.do(actor, args.action, ref, given, expect=expect, dry_run=args.dry_run)
    except DeskError as error:
        if out.as_json:
            out.record({"ref": ref.upper(), "error": as_mapping(error)})
        else:
            talk(error, out, about="" if ref.upper() in error.message else ref.upper())
        return False
    if out.as_json:
        out.record(shapes.outcome(done))
    else:
        _say(done, out, is_dry=args.dry_run)
    return True


def _say(done: Outcome, out: Output, *, is_dry: bool) -> None:
    state = words(done.state)
    last = "only tried, nothing was changed" if is_dry else f"version {done.version}"
    out.line(out.glyphs.between(f"{done.ref} {done.action}", state, last))
    for effect in done.effects:
        out.line(f"  {effect}")


def _check(refs: Sequence[str], action: str) -> None:
    """Raise when no kind of object named here has such an action, whatever the store holds."""
    kinds = {kind for ref in refs if (kind := _kind(ref))}
    if kinds and not any(action in {each.name for each in acting_on(kind)} for kind in kinds):
        names = ", ".join(each.name for kind in sorted(kinds) for each in acting_on(kind)) or "none"
        raise UnknownAction(
            f"There is no action '{action}' on {', '.join(sorted(map(words, kinds)))}",
            f"Actions on it: {names}. What each takes: desk do --list",
        )


def _kind(ref: str) -> str | None:
    try:
        return parse_reference(ref).kind
    except DeskError:
        return None


def _version(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise WrongUse(
            f"--expect is '{text}'", "Write the version that desk show or desk list gave."
        )
    return int(text)


def _list(out: Output) -> int:
    for action in ACTIONS:
        if action.creates:
            continue
        if out.as_json:
            out.record(shapes.action(action))
            continue
        kinds = ", ".join(action.kinds)
        out.line(f"{kinds:<12} {action.name:<12} {action.title:<29} {_takes(action)}")
        for each in action.parameters:
            _say_choices(each, out)
    return 0


def _takes(action: Action) -> str:
    """The parameters as they are typed; those in brackets may be missing."""
    return " ".join(
        f"{each.name}=" if each.required else f"[{each.name}=]" for each in action.parameters
    )


def _say_choices(parameter: Parameter, out: Output) -> None:
    """What a parameter may be, below its action."""
    if not parameter.choices:
        return
    before = f"{'':<26}{parameter.name}: "
    choices = ", ".join(parameter.choices)
    room = max(20, out.width - len(before) - 1)
    for line in wrap(choices, room) if out.is_terminal else [choices]:
        out.line(before + line)
        before = " " * len(before)
