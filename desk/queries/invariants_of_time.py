"""What must hold of what time brings: crossings, alarms, and when the tick looks at clocks."""

from desk.models.base import CLOSED
from desk.queries.invariant import Invariant, named, quoted
from desk.rules.alarms import NAMES, SNOOZE, UNOWNED
from desk.rules.crossings import REMINDER
from desk.rules.vocabulary import LEVELS

OF_TIME = (
    Invariant(
        "crossings",
        "{} crossings have their entry in the journal",
        "have crossings that nothing tells of, or from before they were there",
        "crossing",
        f"""SELECT {named("crossing.item")} FROM crossing
            JOIN work ON work.id = crossing.item
            LEFT JOIN journal ON journal.seq = crossing.seq
            WHERE journal.seq IS NULL OR journal.object <> crossing.item
            OR journal.at <> crossing.at OR crossing.at < work.created
            OR crossing.level NOT IN ({quoted((*LEVELS[1:], REMINDER))})""",
    ),
    Invariant(
        "alarms",
        "{} alarms are set on open items",
        "have alarms that nothing wants any more",
        "alarm",
        f"""SELECT {named("alarm.item")} FROM alarm JOIN work ON work.id = alarm.item
            WHERE alarm.name NOT IN ({quoted(NAMES)})
            OR (alarm.name = '{UNOWNED}' AND work.owner <> 0)
            OR (alarm.name = '{SNOOZE}' AND work.snoozed_until <> alarm.generation)
            OR work.due_key = {CLOSED}""",
    ),
    Invariant(
        "looks",
        "{} clocks are looked at only while they run",
        "have clocks that are looked at though they stand or have ended",
        "clock",
        f"""SELECT {named("clock.item")} FROM clock
            WHERE clock.next_at IS NOT NULL AND clock.state <> 'running'""",
    ),
)
