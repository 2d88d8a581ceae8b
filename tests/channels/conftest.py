"""A server of mail on this machine, and certificates for it."""

from collections.abc import Iterator

import pytest

from tests.sink import Certificates, Sink, make_certificates, running


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server of mail that does as it is told."""
    with running() as made:
        yield made


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates for `localhost` and for somebody else."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))
