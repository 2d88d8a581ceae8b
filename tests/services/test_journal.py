"""How the journal spells what changed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from desk.services.journal import spelt

_PLAIN = st.one_of(st.none(), st.integers(), st.text(), st.booleans(), st.floats(allow_nan=False))
_NESTED = st.one_of(_PLAIN, st.lists(_PLAIN, max_size=3), st.dictionaries(st.text(), _PLAIN))


@given(st.dictionaries(st.text(), _NESTED, max_size=4))
def test_values_are_spelt_as_the_encoder_would(values: dict[str, object]) -> None:
    assert spelt(values) == json.dumps(values, separators=(",", ":"), ensure_ascii=False)
