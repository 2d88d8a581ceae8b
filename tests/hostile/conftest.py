"""Two stores of the same shape: one with the corpus in it, one with plain text."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile.corpus import CORPUS, Hostile
from tests.hostile.filling import HARMLESS, Filler, desk_on


class Filled(NamedTuple):
    """A store and what is in it."""

    path: Path
    texts: tuple[Hostile, ...]
    refs: dict[str, str]
    """The item of each text, by the text's name."""
    refused: list[str]


def _filled(path: Path, texts: tuple[Hostile, ...]) -> Filled:
    with desk_on(path) as (desk, actor):
        filler = Filler(desk, actor)
        refs = filler.fill(texts)
    return Filled(path, texts, refs, filler.refused)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A store with the whole corpus in every field."""
    return _filled(tmp_path_factory.mktemp("hostile") / "desk.db", CORPUS)


@pytest.fixture(scope="session")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A store with plain text in the same fields."""
    return _filled(tmp_path_factory.mktemp("harmless") / "desk.db", HARMLESS)
