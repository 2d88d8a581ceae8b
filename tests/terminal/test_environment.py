"""What is read from the environment, and what Textual is left to find there."""

import pytest

from desk.terminal.environment import prepare, terminal


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, "many"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "many"),
        ({"TERM": "xterm-direct"}, "many"),
        ({"TERM": "xterm"}, "sixteen"),
        ({"TERM": "linux"}, "sixteen"),
        ({"TERM": "vt220"}, "none"),
        ({"TERM": "xterm-mono"}, "none"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "many"),
    ],
)
def test_how_many_colours(environ: dict[str, str], colours: str) -> None:
    assert terminal(environ).colours == colours


@pytest.mark.parametrize(
    ("environ", "is_utf8"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "de_DE.utf8"}, True),
        ({"LANG": "de_DE.utf8@euro"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, False),
        ({"LC_CTYPE": "en_GB.UTF-8", "LANG": "C"}, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, True),
        ({}, True),
    ],
)
def test_the_locale_decides_what_can_be_drawn(environ: dict[str, str], is_utf8: bool) -> None:
    """Python sets LC_CTYPE to C.UTF-8 in the C locale; that is not what the terminal said."""
    assert terminal(environ).is_utf8 is is_utf8


def test_textual_finds_nothing_it_should_not_obey() -> None:
    environ = {
        "TERM": "xterm",
        "NO_COLOR": "1",
        "TEXTUAL_THEME": "nord",
        "TEXTUAL_LOG": "x",
        "TEXTUAL_DRIVER": "web",
    }
    prepare(environ)
    assert environ == {"TERM": "xterm", "TEXTUAL_DRIVER": "web", "TEXTUAL_ANIMATIONS": "none"}


def test_a_line_over_a_network_gets_time_for_its_escape_sequences() -> None:
    environ = {"TERM": "xterm", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
    assert prepare(environ).is_remote
    assert environ["ESCDELAY"] == "500"
    chosen = {"TERM": "xterm", "SSH_TTY": "/dev/pts/1", "ESCDELAY": "50"}
    prepare(chosen)
    assert chosen["ESCDELAY"] == "50"


def test_old_terminals_are_not_asked_for_new_keys() -> None:
    environ = {"TERM": "vt100"}
    prepare(environ)
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
