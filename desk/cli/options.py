"""Options that every command takes, and the quick way to a desk that only opens."""

from collections.abc import Sequence

from desk.config import Options

GLOBALS = (
    ("--db", "URL", "the store: a path, sqlite:///PATH or postgresql://... (DESK_DB)"),
    ("--config", "FILE", "settings in TOML (DESK_CONFIG)"),
    ("--as", "NAME", "who acts; else the user of this system"),
    ("--json", None, "one JSON object per line"),
    ("--ascii", None, "plain ASCII signs"),
    ("--yes", None, "ask nothing"),
)
"""Option, name of its value if it has one, what it is."""

DEFAULTS = {
    "db": None,
    "config": None,
    "actor_name": None,
    "json": False,
    "ascii": False,
    "yes": False,
}
"""What they are, by the name in the parsed arguments, when nobody gives them."""

_VALUED = {option for option, value, _ in GLOBALS if value is not None}
_FLAGS = {option for option, value, _ in GLOBALS if value is None}


def bare(given: Sequence[str]) -> Options | None:
    """The options of a desk that is to open; None when there is more to understand.

    Reading them here spares the desk the time argparse takes to load.
    """
    found: dict[str, str] = {}
    words = iter(given)
    for word in words:
        option, sign, value = word.partition("=")
        if option in _VALUED:
            value = value if sign else next(words, "")
            if not value:
                return None
            found[option] = value
        elif word in _FLAGS:
            found[word] = "yes"
        else:
            return None
    is_ascii = True if "--ascii" in found else None
    return Options(found.get("--db"), found.get("--config"), found.get("--as"), is_ascii)


def asked_for(given: Sequence[str]) -> str | None:
    """The command among the arguments: the first word that is not an option or its value."""
    words = iter(given)
    for word in words:
        if word in _VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None
