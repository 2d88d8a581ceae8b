"""`desk hooks`: which other systems are told of events, whether they hear, and what they missed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desk.cli.opening import Seat, seated

if TYPE_CHECKING:
    from desk.rows.events import HookRow

_ABOUT = """Other systems that are told of events, and whether they hear.

A hook is settled with: desk settings set hook.NAME.url URL, and hook.NAME.secret env:VARIABLE
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    hooks = commands.add_parser("hooks", description=_ABOUT)
    hooks.set_defaults(run=run_list)
    verbs = hooks.add_subparsers(title="commands", metavar="COMMAND")
    verbs.add_parser(
        "list", help="list them", description="List hooks: what waits, failed, was delivered."
    ).set_defaults(run=run_list)
    for name, run, said in (
        ("test", run_test, "Send a hook an event that tells nothing, and say what it answers."),
        ("retry", run_retry, "Try everything again that did not reach a hook."),
    ):
        verb = verbs.add_parser(name, help=said[0].lower() + said[1:-1], description=said)
        verb.add_argument("name", metavar="NAME", help="a hook")
        verb.set_defaults(run=run)


def run_list(args: argparse.Namespace) -> int:
    """List hooks."""
    with seated(args) as seat:
        rows = seat.desk.hook_list.rows(seat.actor)
        for row in rows:
            if seat.out.as_json:
                seat.out.record(_record(row))
            else:
                for line in _lines(row, seat):
                    seat.out.line(line)
        if not rows and not seat.out.as_json:
            seat.out.talk("No hook is settled. How to: desk hooks --help")
    return 0


def run_test(args: argparse.Namespace) -> int:
    """Try a hook."""
    with seated(args) as (desk, actor, out):
        done = desk.do(actor, "test", "hook", {"name": args.name})
        desk.sending.to_hook(args.name)
        state, answer = desk.hook_list.answer(actor, done.ref)
        if out.as_json:
            told = {"hook": args.name, "ref": done.ref, "state": state}
            out.record({**told, "last_answer": answer or None})
        else:
            out.line(f"{done.ref}  {_STATES.get(state, state)}{f': {answer}' if answer else ''}")
    return 0 if state == "completed" else 1


def run_retry(args: argparse.Namespace) -> int:
    """Try again what a hook missed."""
    with seated(args) as (desk, actor, out):
        done = desk.do(actor, "retry", "hook", {"name": args.name})
        if out.as_json:
            out.record({"hook": done.ref, "seq": done.seq})
        for effect in done.effects:
            out.talk(effect)
    return 0


_STATES = {
    "completed": "delivered",
    "failed": "not delivered",
    "initial": "waits",
    "inProgress": "is being sent",
    "held": "held",
}


def _record(row: HookRow) -> dict[str, object]:
    return {
        **row._asdict(),
        "lacking": list(row.lacking),
        "last_answer": row.last_answer or None,
        "fault": row.fault or None,
    }


def _lines(row: HookRow, seat: Seat) -> Iterator[str]:
    between = seat.out.glyphs.between
    counts = (f"{row.waiting} wait", f"{row.failed} failed", f"{row.delivered} delivered")
    behind = f"{row.behind} to come" if row.behind else ""
    notes = "with internal notes" if row.internal_notes else ""
    yield f"{seat.out.padded(row.name, 12)}  {between(*counts, behind)}"
    yield f"  {between(row.url or 'no url', row.filter or 'everything', notes)}"
    if row.lacking:
        yield f"  nothing goes there: it has no {', '.join(row.lacking)}"
    if row.fault:
        yield f"  nothing is laid for it: {row.fault}"
    if row.last_answer:
        tries = f"after {row.tried} tries: " if row.tried > 1 else ""
        yield f"  {tries}{row.last_answer}"
