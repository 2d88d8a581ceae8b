"""Reports as a door asks for them: read, brought into a form, and kept in a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.errors import WrongUse
from desk.rules.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.queries.reports import Reports
    from desk.rules.permissions import Actor
    from desk.rules.report import Report
    from desk.rules.vocabulary import Reference


class Reporting:
    """Reads reports, and brings them into a form."""

    def __init__(self, reads: Reports, fonts: Sequence[str]) -> None:
        self._reads = reads
        self._fonts = fonts

    def problem(self, actor: Actor, ref: Reference | str, *, public: bool = False) -> Report:
        """The report on one problem; a `public` one may be read by its customer."""
        return self._reads.problem(actor, ref, public=public)

    def handover(self, actor: Actor, ref: Reference | str, *, partner: bool = False) -> Report:
        """Everything that whoever takes a problem over needs; or what a `partner` may read."""
        return self._reads.handover(actor, ref, partner=partner)

    def rendered(self, report: Report, form: str) -> bytes:
        """The report in one of `FORMATS`. Text is UTF-8, as it was written."""
        if form == "json":
            from desk.rules.report_json import as_json

            line = json.dumps(as_json(report), ensure_ascii=True).replace("\x7f", "\\u007f")
            return f"{line}\n".encode("ascii")
        from desk.rules.report_layout import laid_out

        document = laid_out(report)
        if form == "md":
            from desk.rules.report_markdown import markdown

            return markdown(document).encode("utf-8", "replace")
        if form == "html":
            from desk.rules.report_html import html

            return html(document).encode("utf-8", "replace")
        if form != "pdf":
            raise WrongUse(f"There is no format '{form}'", f"Take one of: {', '.join(FORMATS)}.")
        from desk.channels.pdf import pdf

        return pdf(document, self._fonts)

    def keep(self, data: bytes, path: Path, *, replace: bool = False) -> None:
        """Write a report to a file, whole or not at all. Raises why it could not be."""
        from desk.channels.files import whole

        with whole(path, replace=replace) as file:
            file.write(data)
