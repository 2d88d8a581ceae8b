"""How a refusal looks on the command line."""

from desk.cli.output import Output
from desk.errors import BadFilter, DeskError
from desk.rules.plain_text import cells


def as_mapping(error: DeskError) -> dict[str, object]:
    """The error as JSON gives it."""
    return {"code": error.code, "message": error.message, "next": error.next_step or None}


def report(error: DeskError, out: Output) -> int:
    """Print a refusal where it belongs; the exit code that goes with it."""
    if out.as_json:
        out.record({"error": as_mapping(error)})
    else:
        talk(error, out)
    return error.exit_code


def talk(error: DeskError, out: Output, about: str = "") -> None:
    """Say on stderr what went wrong (with what) and what to do next."""
    out.talk(f"desk: {about}{': ' if about else ''}{error.message}")
    if isinstance(error, BadFilter) and error.text:
        before = out.gated(error.text[: error.column - 1])
        out.talk(f"  {error.text}")
        out.talk(f"  {' ' * cells(before)}^")
    if error.next_step:
        out.talk(f"  {error.next_step}")
