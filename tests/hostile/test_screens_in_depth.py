"""Marks, results, links, views, completion, drafts, presence and conflicts, with the corpus in
all of them, through a real pty."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.glass import DESK, Glass
from tests.hostile.conftest import Filled
from tests.hostile.corpus import CORPUS
from tests.hostile.deepening import be_there, deepen, speak_first
from tests.hostile.stream import orders, unseen

CLOCK = "2026-11-23T10:30:02Z"
ENTER, ESC, DOWN, TAB, SEND, ANYTHING = "\r", "\x1b", "\x1b[B", "\t", "\x13", "\x10"
SIZES = ((140, 40), (60, 15), (1, 1), (80, 24))


class Walk:
    """A desk that is walked through; after each step its last row must be the row of keys."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.desk = Glass(
            (*DESK, "--db", filled.path),
            size=(80, 24),
            environ={"DESK_CLOCK": CLOCK, "ESCDELAY": "20"},
        )
        self.desk.wait_for("Queue", "Subject")
        self.desk.settle()

    def press(self, *keys: str, quiet: float = 0.12) -> None:
        """Press keys one by one."""
        for key in keys:
            self.desk.type(key)
            self.desk.settle(quiet)
            last = self.desk.lines[-1].rstrip()
            assert last.endswith("keys"), f"{last!r} after {key!r}:\n{self.desk.text}"
            assert len(self.desk.screen.buffer) <= self.desk.screen.lines

    def paste(self, text: str) -> None:
        """Paste a text as terminals do: they take the escapes out of it."""
        self.press(f"\x1b[200~{text.replace(ESC, '')}\x1b[201~")

    def home(self) -> None:
        """Back to the list, nothing marked, no filter."""
        for _ in range(3):
            self.press(ESC, quiet=0.06)
        for _ in range(6):
            if self.desk.lines[1].startswith(" Mine") and "\u2501" not in self.desk.text:
                return
            self.press(ESC, quiet=0.3)
        raise AssertionError(f"esc does not lead home:\n{self.desk.text}")

    def resize(self) -> None:
        """Through every size and back."""
        for size in SIZES:
            self.desk.resize(*size)
            self.desk.settle(0.2)
        self.desk.wait_until(lambda: self.desk.lines[-1].rstrip().endswith("keys"), "the keys")


@pytest.fixture(scope="module")
def streams(
    hostile: Filled, harmless: Filled, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Glass, Glass]:
    """The same walk through deepened copies of both stores."""
    walks = []
    for filled in (hostile, harmless):
        copy = Path(shutil.copy(filled.path, tmp_path_factory.mktemp("depth")))
        deepen(copy, filled.refs, filled.texts)
        walks.append(Walk(filled._replace(path=copy)))
    with ThreadPoolExecutor(2) as both:  # a walk is mostly waiting
        stranger, plain = both.map(_walk, walks)
    return stranger, plain


def test_no_order_of_a_stranger_reaches_the_terminal(streams: tuple[Glass, Glass]) -> None:
    stranger, plain = streams
    assert set(orders(stranger.raw)) - set(orders(plain.raw)) == set()


def test_no_unseen_character_reaches_the_terminal(streams: tuple[Glass, Glass]) -> None:
    assert unseen(streams[0].raw) == set()


def test_title_and_modes_are_as_for_plain_text(streams: tuple[Glass, Glass]) -> None:
    stranger, plain = streams
    assert (stranger.screen.title, stranger.screen.icon_name) == (plain.screen.title, "")
    assert stranger.screen.modes == plain.screen.modes


def test_the_desk_lives_and_shows_no_trace(streams: tuple[Glass, Glass]) -> None:
    for desk in streams:
        assert b"Traceback" not in desk.raw
        assert b"MarkupError" not in desk.raw


def _walk(walk: Walk) -> Glass:
    with walk.desk:
        for part in (_conflict, _lists, _bulk, _links, _texts, _refusals):
            part(walk)
            walk.home()
            assert walk.desk.process.poll() is None, walk.desk.text
        return walk.desk


def _lists(walk: Walk) -> None:
    """Views, their sheet, columns, orders, themes and zones, and who is where."""
    be_there(walk.filled.path, walk.filled.refs)
    walk.press("V", *[DOWN] * 7, quiet=0.3)
    for _ in walk.filled.texts:
        walk.press("\x1b[19~", DOWN, quiet=0.05)
    walk.press("\x1bOQ", ESC)
    for opens in ("C", "S", "?", ANYTHING):
        walk.press(opens, quiet=0.2)
        walk.paste(CORPUS[0].text)
        walk.resize()
        walk.home()
    for wanted in ("Continue", "heme", "zone"):
        walk.press(ANYTHING, quiet=0.2)
        walk.paste(wanted)
        walk.press(*[DOWN] * 14, quiet=0.05)
        walk.home()
    for field in ("tag:", "owner:", "team:", "customer:", "x.", "-tag:"):
        walk.press("/", quiet=0.2)
        walk.paste(field)
        walk.press(*[TAB] * 8, quiet=0.15)
        walk.home()


def _bulk(walk: Walk) -> None:
    """Everything marked; a sheet about all of it; what was refused, and what was not."""
    walk.press("*", quiet=0.4)
    for opens in ("d", "w", "r", "a", "#", "z", "m"):
        walk.press(opens, quiet=0.3)
        walk.paste(CORPUS[7].text)
        walk.press(ENTER, *([SEND] if opens != "m" else []), quiet=0.3)
        walk.press(ESC, ESC, quiet=0.1)
        if "marked" not in walk.desk.lines[1]:
            walk.press("*", quiet=0.4)
    walk.press("c", quiet=1.5)
    walk.home()
    walk.press("*", quiet=0.4)
    walk.press("c", quiet=1.5)
    walk.resize()
    walk.press(*["j"] * len(walk.filled.texts), quiet=0.05)
    walk.home()
    walk.press("u", "u", quiet=1.0)


def _links(walk: Walk) -> None:
    """Links, promises and merges of each item, and the pick lists of items."""
    for _ in range(len(walk.filled.texts) + 1):
        walk.press("o", quiet=0.15)
        walk.press("j", "j", ESC, "j", quiet=0.04)
    for opens in ("l", "m", "h"):
        walk.press("o", quiet=0.4)
        walk.press(opens, quiet=0.4)
        walk.paste("a")
        walk.press(DOWN, DOWN, ENTER, SEND, quiet=0.2)
        walk.home()


def _texts(walk: Walk) -> None:
    """What comes back into sheets and composers, with the word about where it came from."""
    for place, ref in enumerate([*walk.filled.refs.values()][::4]):
        walk.press("g", quiet=0.1)
        walk.paste(ref)
        walk.press(ENTER, quiet=0.2)
        walk.press("zwr"[place % 3], quiet=0.3)
        walk.home()


def _refusals(walk: Walk) -> None:
    """What cannot be taken is shown below its field, or beside the list."""
    for opens in ("z", "p", "w", "#", "g"):
        for text in walk.filled.texts[:2]:
            walk.press(opens, quiet=0.2)
            walk.paste(text.text)
            walk.press(SEND, quiet=0.2)
            walk.home()


def _conflict(walk: Walk) -> None:
    """Somebody else with a strange name says something strange first."""
    texts = {hostile.name: hostile.text for hostile in walk.filled.texts}
    for name, ref in [*walk.filled.refs.items()][:3]:
        walk.press("g", quiet=0.2)
        walk.paste(ref)
        walk.press(ENTER, "r", quiet=0.5)
        walk.desk.wait_for("ctrl+s send")
        walk.paste(texts[name])
        speak_first(walk.filled.path, ref, texts[name])
        walk.press(SEND, quiet=0.6)
        walk.resize()
        assert "somebody saved first" in walk.desk.text, walk.desk.text
        walk.home()
