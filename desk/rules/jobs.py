"""What the desk does by itself, and what each of it is for."""

ABOUT = {
    "tick": "writes down what reaches a level, reminds, escalates",
    "upkeep": "closes what is settled, gives back what lies idle",
    "relay": "lays out what happens for other systems",
    "deliver": "sends what waits in the outbox",
}
"""Every job by its name."""
