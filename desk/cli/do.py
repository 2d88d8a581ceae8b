"""`desk do`: one use case on one item or on several, each in a transaction of its own."""

import argparse
from collections.abc import Iterable, Sequence

from desk.cli import shapes, values
from desk.cli.errors import as_mapping, talk
from desk.cli.found import found_by
from desk.cli.opening import Seat, seated
from desk.cli.output import Output, of
from desk.errors import DeskError, UnknownAction, WrongUse
from desk.rows.work import Done, Outcome
from desk.rules.actions import ACTIONS, Action, Parameter, acting_on
from desk.rules.plain_text import wrap
from desk.rules.vocabulary import parse_reference, words

_EXAMPLES = """values: a text, @FILE for what a file holds, - for stdin; quote them as one word.

examples:
  desk do I-12 claim
  desk do I-12,I-15 assign to=mia
  desk do --filter "is:open tag:spam" complete outcome=spam
  desk do I-12 await question="Which meter?" due="Fri 12:00"
  desk do I-12 reply text=@answer.txt --dry-run
  desk do I-12 undo        take back what you did last on it
  desk do undo             take back what you did last
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
    parser.add_argument("--filter", metavar="FILTER", help="every item a filter finds, no REF then")
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
    words = [word for word in (args.refs, args.action, *args.values) if word is not None]
    if args.filter is None and words == ["undo"]:
        with seated(args) as seat:
            undone = seat.desk.undo(seat.actor, dry_run=args.dry_run)
            return told(undone.done, seat, is_dry=args.dry_run)
    refs = [] if args.filter is not None else _split(words)
    if args.filter is None:
        words = words[1:]
    if not words or not (refs or (args.filter or "").strip()):
        raise WrongUse(
            "Say which item and what to do", "desk do REF ACTION; actions: desk do --list"
        )
    _check(refs, words[0])
    expect = _version(args.expect)
    given = values.read(words[1:])
    with seated(args) as seat:
        if args.filter is not None:
            refs = found_by(seat, args, words[0])
        done = seat.desk.do_each(
            seat.actor, words[0], refs, given, expect=expect, dry_run=args.dry_run
        )
        return told(done, seat, is_dry=args.dry_run)


def _split(words: Sequence[str]) -> list[str]:
    return [ref for ref in words[0].replace(",", " ").split() if ref] if words else []


def told(done: Iterable[Done], seat: Seat, *, is_dry: bool) -> int:
    """Print what came of each item; the exit code."""
    counted = {True: 0, False: 0}
    for each in done:
        counted[each.error is None] += 1
        _tell(each, seat.out, is_dry=is_dry)
    if sum(counted.values()) > 1 and counted[False] and not seat.out.as_json:
        seat.out.talk(f"{counted[True]} done, {counted[False]} refused")
    return 1 if counted[False] else 0


def _tell(each: Done, out: Output, *, is_dry: bool) -> None:
    if each.error is not None and out.as_json:
        out.record({"ref": each.ref, "error": as_mapping(each.error)})
    elif each.error is not None:
        talk(each.error, out, about="" if each.ref in each.error.message else each.ref)
    elif each.outcome is not None and out.as_json:
        out.record(shapes.outcome(each.outcome))
    elif each.outcome is not None:
        _say(each.outcome, out, is_dry=is_dry)


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
