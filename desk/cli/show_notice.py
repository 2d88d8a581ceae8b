"""What `desk show` prints of a notice."""

from collections.abc import Iterator

from desk.cli.output import Output
from desk.rows.outbox import OutboxRow
from desk.rules.plain_text import plain_lines
from desk.rules.times import near_moment
from desk.rules.vocabulary import words

_NAME = 18


def notice_lines(row: OutboxRow, out: Output, zone: str, now: int) -> Iterator[str]:
    """One notice: head, what becomes of it, the letter."""

    def near(at: int | None) -> str:
        return "" if at is None else near_moment(at, zone, now)

    yield f"{row.ref}  {row.subject}"
    yield out.glyphs.between(words("notice"), words(row.purpose), words(row.state))
    customer = f"{row.customer_ref} {row.customer}" if row.customer_ref else "customer unknown"
    yield out.glyphs.between(customer, row.recipient, words(row.medium))
    yield out.glyphs.between(f"about {row.about}" if row.about else "", f"version {row.version}")
    told = {
        "written by": row.writer or "desk",
        "created": near(row.created),
        "leaves at": near(row.not_before) if row.is_waiting and row.state != "draft" else "",
        "done": near(row.done_at),
        "new time": near(row.promised),
        "clock": words(row.clock),
        "language": row.language,
        "tries": str(row.tries or ""),
        "last answer": row.last_answer,
    }
    yield ""
    for name, value in told.items():
        if value:
            yield f"  {out.padded(name, _NAME)} {value}"
    yield ""
    for line in plain_lines(row.text):
        yield f"  {out.gated(line)}"
