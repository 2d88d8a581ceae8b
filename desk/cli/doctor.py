"""`desk doctor`: whether the store is sound, and what to do where it is not."""

import argparse

from desk.cli import shapes
from desk.cli.opening import seated
from desk.cli.output import Output, of
from desk.errors import StoreDamaged
from desk.rows.health import CheckRow


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "doctor",
        description="Look whether the store is sound, and say what to do where it is not.\n"
        "It changes nothing and ends with 1 when something is wrong.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run every check and print each as it ends."""
    is_sound = True
    try:
        with seated(args) as (desk, _, out):
            for row in desk.health.checks():
                is_sound = is_sound and row.ok
                _print(row, out)
    except StoreDamaged as error:  # so badly that it does not even open
        _print(CheckRow("store", False, 1, error.message, error.next_step), of(args))
        return 1
    return 0 if is_sound else 1


def _print(row: CheckRow, out: Output) -> None:
    if out.as_json:
        out.record(shapes.check(row))
        return
    sign = out.glyphs.done if row.ok else out.glyphs.breached
    out.line(f"{sign} {row.check:<14} {row.message}")
    if row.next_step:
        out.line(f"  {'':<14} {row.next_step}")
