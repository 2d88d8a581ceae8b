"""`desk report`: everything about a problem as a document, whole or as its customer may read it."""

import argparse
import sys
from pathlib import Path

from desk.cli.opening import seated
from desk.cli.output import Output, write_bytes
from desk.errors import WrongUse
from desk.rules.report import FORMATS
from desk.rules.vocabulary import parse_reference

_SUBJECTS = ("problem", "handover")
_PARTNER = "partner"
_ABOUT = """Write everything about a problem as one document: how it stands, a summary, cause and
resolution, clocks with their pauses, tasks, escalations, notices and the timeline.

A handover tells whoever takes it over the rest too: who the customer is, how to reach them, what
else is open and linked. With --for partner it is what a partner may read of it.

With --public it is what the customer may read: no notes, no names of colleagues, nothing internal.
In a PDF every script is drawn for which there is a font; more fonts: desk settings set report.fonts
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("report", description=_ABOUT)
    parser.add_argument(
        "subject", metavar="SUBJECT", choices=_SUBJECTS, help=" or ".join(_SUBJECTS)
    )
    parser.add_argument("ref", metavar="REF", help="a reference, such as P-311")
    parser.add_argument(
        "--format", choices=FORMATS, help="md, html, pdf or json; else what -o ends with, else md"
    )
    parser.add_argument("--public", action="store_true", help="what the customer may read")
    parser.add_argument("--for", dest="reader", choices=(_PARTNER,), help="who reads a handover")
    parser.add_argument("-o", dest="to", metavar="FILE", help="where to; else, and for -, stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the report."""
    form = args.format or _form_of(args)
    is_file = bool(args.to) and args.to != "-"
    if form == "pdf" and not is_file and sys.stdout.isatty():
        raise WrongUse("A PDF is nothing for a terminal", "Write it to a file: -o FILE.pdf")
    is_handover = args.subject == "handover"
    if is_handover and args.public:
        raise WrongUse("A handover is for those who help", "Without --public, or: --for partner")
    if args.reader and not is_handover:
        raise WrongUse("Only a handover is for a partner", f"Use: desk report handover {args.ref}")
    with seated(args) as (desk, actor, out):
        ref = parse_reference(args.ref)
        if is_handover:
            report = desk.reports.handover(actor, ref, partner=args.reader == _PARTNER)
        else:
            report = desk.reports.problem(actor, ref, public=args.public)
        data = desk.reports.rendered(report, form)
        if is_file:
            desk.reports.keep(data, Path(args.to), replace=bool(args.yes))
            out.talk(f"The report on {report.ref} is in {args.to}")
        else:
            _print(data, out)
    return 0


def _form_of(args: argparse.Namespace) -> str:
    """The format nobody chose: what the file's name says, or what --json asks for."""
    ending = Path(args.to or "").suffix.lower().removeprefix(".")
    endings = {**{form: form for form in FORMATS}, "htm": "html", "markdown": "md"}
    return endings.get(ending) or ("json" if args.json else "md")


def _print(data: bytes, out: Output) -> None:
    """To a pipe as it is; on a terminal each line through the text gate."""
    if not out.is_terminal:
        write_bytes(data)
        return
    for line in data.decode().removesuffix("\n").split("\n"):
        out.line(line)
