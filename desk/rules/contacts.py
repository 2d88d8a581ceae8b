"""Addresses and numbers under which people are reached: what kind they are, how they compare."""

import re

from desk.rules.words import fold, tokens

_PHONE = re.compile(r"\+?[\d\s().\-/]{5,40}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_FEWEST_DIGITS = 5
_LONGEST_KEY = 500
"""Letters by which names and addresses are told apart: an index takes no more."""


def medium_of(address: str) -> str:
    """What kind of address it is: email, phone or other."""
    text = address.strip()
    if _MAIL.fullmatch(text):
        return "email"
    if _PHONE.fullmatch(text) and len(digits(text)) >= _FEWEST_DIGITS:
        return "phone"
    return "other"


def digits(text: str) -> str:
    """The digits of a number, whatever script they are written in."""
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def address_key(address: str) -> str:
    """The address as it is compared: mails without case, numbers by their digits alone."""
    if medium_of(address) == "phone":
        return digits(address).removeprefix("00")
    return fold(address)[:_LONGEST_KEY]


def name_key(name: str) -> str:
    """The name as it is compared: without case and accents."""
    return fold(name)[:_LONGEST_KEY]


def name_words(name: str) -> frozenset[str]:
    """The words a customer is found by through the name."""
    return frozenset(tokens(name))


def address_words(address: str) -> frozenset[str]:
    """The words a customer is found by through an address.

    A mail is found by its beginning and by that of its domain; a number with and without its
    country's code, which is up to three digits long, and without the nought that replaces it.
    """
    key = address_key(address)
    medium = medium_of(address)
    if medium == "email":
        return frozenset({key, key.partition("@")[2]})
    if medium == "phone":
        starts = range(4) if address.strip().startswith(("+", "00")) else range(1)
        whole = key.lstrip("0")
        return frozenset({key, *(whole[start:].lstrip("0") for start in starts)} - {""})
    return frozenset(tokens(address))


def typed_words(typed: str) -> list[str]:
    """What somebody types while looking for a customer, as beginnings of such words."""
    text = typed.strip()
    if "@" in text:
        return [fold(text).lstrip("@")] if fold(text).strip("@") else []
    number = digits(text).lstrip("0")
    if number and not any(letter.isalpha() for letter in text):
        return [number]
    return tokens(text)
