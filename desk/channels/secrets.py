"""Secrets, fetched from where settings say they are when they are needed, and kept nowhere."""

import os
import shlex
import signal
import stat
import subprocess
from collections.abc import Mapping
from contextlib import suppress

from desk.errors import BadValue, MissingValue, NotAllowed, Unreachable
from desk.rules.secret_places import SecretPlace

_LONGEST = 64 * 1024
COMMAND_SECONDS = 10
"""So long a command may take to print a secret."""
HIDDEN = "[secret]"
"""What stands for a secret that came back in an answer."""


def fetch(place: SecretPlace, environ: Mapping[str, str] = os.environ) -> str:
    """The secret itself. Raises a `DeskError` that tells the place and nothing of what is there."""
    match place.way:
        case "env":
            found = environ.get(place.name, "")
        case "file":
            found = _in_file(place)
        case _:
            found = _printed(place)
    secret = found.splitlines()[0] if found else ""
    if not secret:
        raise MissingValue(f"There is no secret at {_told(place)}", "Put it there.")
    return secret


def hidden(said: str, *secrets: str) -> str:
    """What was said, without secrets that it may hold."""
    for secret in secrets:
        said = said.replace(secret, HIDDEN) if secret else said
    return said


def _in_file(place: SecretPlace) -> str:
    """What a file holds that nobody else may read; the very file that was looked at is read."""
    try:
        number = os.open(os.path.expanduser(place.name), os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise Unreachable(
            f"{_told(place)} cannot be read: {error.strerror}", "Name another file."
        ) from error
    try:
        seen = os.fstat(number)
        if not stat.S_ISREG(seen.st_mode):
            raise BadValue(f"{_told(place)} is no file", "Name a file.")
        if seen.st_mode & 0o077:
            raise NotAllowed(
                f"{_told(place)} can be read by others (mode {stat.S_IMODE(seen.st_mode):04o})",
                f"Keep it to yourself: chmod 600 {place.name}",
            )
        return os.read(number, _LONGEST).decode("utf-8", "replace")
    finally:
        os.close(number)


def _printed(place: SecretPlace) -> str:
    """What a command prints; what it says besides is not looked at, and it has a set time."""
    try:
        words = shlex.split(place.name)
        running = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its quotes do not match"
        raise Unreachable(
            f"{_told(place)} cannot be run: {reason}", "Name another command."
        ) from error
    try:
        printed, _ = running.communicate(timeout=COMMAND_SECONDS)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        raise Unreachable(
            f"{_told(place)} did not end in {COMMAND_SECONDS} s", "Name another command."
        ) from None
    if running.returncode:
        raise Unreachable(f"{_told(place)} ended with code {running.returncode}", "Try it by hand.")
    return printed[:_LONGEST].decode("utf-8", "replace")


def _told(place: SecretPlace) -> str:
    """The place in words: of a command its first word alone, for the rest may tell too much."""
    if place.way == "env":
        return f"the variable {place.name}"
    return f"the {place.way} {place.name.split()[0] if place.way == 'command' else place.name}"
