"""Which fonts are taken: with fontconfig, without it, and where there are none."""

import stat
from pathlib import Path

import pytest

from desk.channels import fonts
from desk.channels.fonts import NONE, Face, choose
from desk.errors import Unreachable

LISTED = """\
{0}/NotoSansCJK-Regular.ttc\t2\tTrue\tFalse\t20-7e 6c34 5c71
{0}/NotoSansCJK-Regular.ttc\t0\tTrue\tFalse\t20-7e 6c34 5c71
{0}/DejaVuSans.ttf\t0\tTrue\tFalse\t20-17f 627-64a
{0}/NotoSans-Regular.ttf\t0\tTrue\tFalse\t20-17f 394
{0}/NotoSansArabic-Regular.ttf\t0\tTrue\tFalse\t20 627-64a
{0}/NotoSansMono-Regular.ttf\t0\tTrue\tFalse\t20-7e 2603
{0}/NotoColorEmoji.ttf\t0\tFalse\tTrue\t1f600
{0}/Bitmap.pcf\t0\tFalse\tFalse\t20-7e 2600
{0}/Old.ttf\t0\tFalse\tFalse\t20-7e 2600
"""


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A machine whose fontconfig knows some fonts; where they lie."""
    monkeypatch.setattr(fonts, "PLACES", ())
    told = tmp_path / "told"
    told.write_text(LISTED.format("/f"), encoding="utf-8")
    program = tmp_path / "fc-list"
    program.write_text(f"#!/bin/sh\ncat '{told}'\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(fonts, "FONTCONFIG", str(program))
    return "/f"


def test_one_font_is_enough_for_what_it_draws(listed: str) -> None:
    found = choose("Łódź")
    assert found.body == Face(f"{listed}/NotoSans-Regular.ttf")
    assert (found.others, found.missing) == ((), frozenset())


def test_as_few_others_as_needed_the_readable_ones_first(listed: str) -> None:
    found = choose("abc ابت 山水 \u2603\U0001f600\u2600")
    assert [Path(face.path).name for face in found.others] == [
        "NotoSansArabic-Regular.ttf",
        "NotoSansCJK-Regular.ttc",
        "NotoSansMono-Regular.ttf",
        "NotoColorEmoji.ttf",
    ]
    assert found.others[1].number == 0
    assert found.missing == {"\u2600"}


def test_what_is_broken_is_passed_over(listed: str) -> None:
    broken = {Face(f"{listed}/NotoSans-Regular.ttf"), Face(f"{listed}/NotoSansArabic-Regular.ttf")}
    found = choose("ابت", (), broken)
    assert found.body == Face(f"{listed}/DejaVuSans.ttf")
    assert found.others == ()


def test_a_chosen_place_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no font at"):
        choose("a", [str(tmp_path / "none.ttf")])


@pytest.mark.parametrize("program", ["there-is-no-such-program", "false"])
def test_a_machine_without_fonts(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONTCONFIG", program)
    monkeypatch.setattr(fonts, "PLACES", ("/there/is/no/such/place",))
    assert choose("abc") == NONE


def test_without_fontconfig_the_folders_are_looked_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = choose("abc").body
    if known is None:
        pytest.skip("this machine has no font")
    monkeypatch.setattr(fonts, "FONTCONFIG", "there-is-no-such-program")
    monkeypatch.setattr(fonts, "PLACES", (str(tmp_path),))
    copied = tmp_path / "own" / Path(known.path).name
    copied.parent.mkdir()
    copied.write_bytes(Path(known.path).read_bytes())
    (tmp_path / "bad.ttf").write_bytes(b"\0" * 400)
    (tmp_path / "words.txt").write_text("no font", encoding="utf-8")
    assert choose("abc").body == Face(str(copied))
    assert choose("abc", [str(copied)]).body == Face(str(copied))
