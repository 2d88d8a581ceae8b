"""How far a customer knows of a target: told is who was told, not who is about to be."""

import pytest

from desk.rules.late_notices import (
    DRAFT,
    FAILED,
    HELD,
    NOT_TOLD,
    ON_ITS_WAY,
    TOLD,
    LateNotice,
    Missable,
    knows_line,
    telling,
    told_json,
)

DUE = 1000
TARGET = Missable("resolution", 2, DUE)
NOTICE = LateNotice(7, "resolution", 2, "completed", 900, 905, 910, 2000)


@pytest.mark.parametrize(
    ("state", "done_at", "standing"),
    [
        ("completed", 910, TOLD),
        ("initial", None, ON_ITS_WAY),
        ("inProgress", None, ON_ITS_WAY),
        ("failed", None, ON_ITS_WAY),
        ("failed", 950, FAILED),
        ("held", None, HELD),
        ("draft", None, DRAFT),
        ("cancelled", 950, ""),
    ],
)
def test_told_is_only_whose_notice_an_outlet_took(
    state: str, done_at: int | None, standing: str
) -> None:
    told = telling(TARGET, [NOTICE._replace(state=state, done_at=done_at)])
    assert told.state == standing
    assert told.is_before is (standing == TOLD)
    assert (told.told_at is not None) is (standing == TOLD)
    assert (told.sent_at is not None) is (standing in (TOLD, ON_ITS_WAY))


@pytest.mark.parametrize(("at", "is_before"), [(999, True), (1000, False), (1001, False)])
def test_what_counts_is_when_the_outlet_took_it_not_when_it_was_handed_to_it(
    at: int, is_before: bool
) -> None:
    told = telling(TARGET, [NOTICE._replace(handed_at=990, done_at=at)])
    assert (told.handed_at, told.told_at, told.is_before) == (990, at, is_before)


def test_the_first_that_told_counts_and_the_last_time_that_was_told() -> None:
    later = NOTICE._replace(number=8, sent_at=1100, done_at=1110, promised=3000)
    waits = NOTICE._replace(number=9, state="initial", done_at=None, promised=4000)
    told = telling(TARGET, [later, NOTICE, waits])
    assert (told.notice, told.told_at, told.promised, told.is_before) == ("N-7", 910, 3000, True)


def test_what_comes_nearest_to_telling_them_is_told() -> None:
    states = ("failed", "draft", "held", "initial")
    notices = [
        NOTICE._replace(number=at, state=each, done_at=950 if each == "failed" else None)
        for at, each in enumerate(states)
    ]
    nearest = [telling(TARGET, notices[: many + 1]).notice for many in range(len(states))]
    assert nearest == ["N-0", "N-1", "N-2", "N-3"]


def test_a_notice_speaks_of_its_own_clock_and_of_later_aims_of_it() -> None:
    assert telling(TARGET, [NOTICE._replace(clock="response")]) == NOT_TOLD
    assert telling(TARGET, [NOTICE._replace(generation=1)]).state == TOLD
    assert telling(TARGET, [NOTICE._replace(generation=3)]) == NOT_TOLD
    promise = Missable("promise", 2, DUE)
    assert telling(promise, [NOTICE._replace(clock="promise", generation=1)]) == NOT_TOLD
    assert telling(promise, [NOTICE._replace(clock="promise")]).state == TOLD


def test_what_was_told_before_work_began_anew_tells_nothing_of_it() -> None:
    again = TARGET._replace(begun=901)
    assert telling(again, [NOTICE]) == NOT_TOLD
    assert telling(again, [NOTICE._replace(sent_at=901)]).state == TOLD


def test_own_words_speak_of_every_target_that_the_new_time_is_past() -> None:
    own = NOTICE._replace(clock="", generation=0)
    assert telling(TARGET, [own]).state == TOLD
    assert telling(TARGET, [own._replace(promised=None)]).state == TOLD
    assert telling(TARGET, [own._replace(promised=DUE - 1)]) == NOT_TOLD
    assert telling(TARGET._replace(due=None), [own._replace(promised=5)]).state == TOLD


def test_what_a_person_wrote_down_later_was_told_when_they_told_it() -> None:
    told = telling(TARGET, [NOTICE._replace(sent_at=1200, done_at=980, handed_at=None)])
    assert (told.sent_at, told.told_at, told.is_before) == (980, 980, True)


@pytest.mark.parametrize(
    ("notice", "line"),
    [
        (NOTICE, "told 910, before it was due"),
        (NOTICE._replace(done_at=1000), "told 1000, after it was due"),
        (
            NOTICE._replace(state="initial", done_at=None),
            "not told yet, N-7 is on its way since 900",
        ),
        (NOTICE._replace(state="held", done_at=None), "not told yet, N-7 is held"),
        (NOTICE._replace(state="draft", done_at=None), "not told yet, N-7 lies ready as a draft"),
        (NOTICE._replace(state="failed"), "not told, N-7 could not be delivered"),
        (NOTICE._replace(state="cancelled"), "not told"),
    ],
)
def test_the_words_for_it(notice: LateNotice, line: str) -> None:
    assert knows_line(telling(TARGET, [notice]), str) == line


def test_every_instant_is_there_for_figures() -> None:
    assert told_json(telling(TARGET, [NOTICE])) == {
        "told_before": True,
        "told_at": "1970-01-01T00:15:10Z",
        "telling": "told",
        "notice": "N-7",
        "sent_at": "1970-01-01T00:15:00Z",
        "handed_at": "1970-01-01T00:15:05Z",
    }
    assert set(told_json(NOT_TOLD).values()) == {False, None}
