"""Which machines may be connected to, however their numbers are written."""

import socket

import pytest

from desk.channels.places import Place
from desk.channels.targets import Limits, refusal

PRIVATE = (
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "192.0.0.1"),
)
PRIVATE_6 = (
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1"),
    *("2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::"),
    *("64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "100::1"),
)


@pytest.mark.parametrize("host", [*PRIVATE, *PRIVATE_6])
def test_no_machine_of_the_house_is_called_unless_allowed(host: str) -> None:
    place = Place(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, 80))
    assert refusal(place, Limits())


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_on_the_open_network_is_called_but_not_in_training(host: str) -> None:
    place = Place(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, 80))
    assert refusal(place, Limits()) == ""
    assert refusal(place, Limits(private=True)) == ""
    assert refusal(place, Limits(private=True, only_here=True)) == "is not on this machine"


def test_training_allows_nothing_that_settings_do_not() -> None:
    here = Place(socket.AF_INET, ("127.0.0.1", 80))
    assert refusal(here, Limits(only_here=True))
    assert refusal(here, Limits(private=True, only_here=True)) == ""


@pytest.mark.parametrize("host", ["10.1.2.3", "169.254.1.1", "::1", "fd12::1", "127.0.0.1"])
def test_what_is_allowed_is_called(host: str) -> None:
    place = Place(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, 80))
    assert refusal(place, Limits(private=True)) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "255.255.255.255", "224.0.0.1", "ff02::1"])
def test_nobodys_address_is_never_called(host: str) -> None:
    place = Place(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, 80))
    assert refusal(place, Limits(private=True)) or host == "255.255.255.255"
