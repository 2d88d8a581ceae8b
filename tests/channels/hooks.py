"""A hook, and what comes of telling it of an event."""

import socket

from desk.channels.base import Answer, Letter
from desk.channels.places import Place
from desk.channels.webhooks import Outside, WebhookChannel
from desk.rules.hooks import Hook
from desk.rules.secret_places import SecretPlace

BODY = '{"seq": 7, "type": "problem.escalate"}'
LETTER = Letter("N-3", "0a1b-7-6b02", "", "crm", "problem.escalate P-1", "", 0)


def hook(url: str, *, private: bool = True, secret: str = "HOOK_KEY", ca: str = "") -> Hook:
    """A hook at that address."""
    return Hook("crm", url, SecretPlace("env", secret), private_targets=private, ca=ca)


def told(at: Hook, *, only_here: bool = False, **outside: object) -> Answer:
    """What comes of telling a hook of an event."""
    world = Outside(lambda _: BODY, lambda: 1_795_428_000, **outside)  # type: ignore[arg-type]
    return WebhookChannel(at, world, only_here=only_here).send(LETTER)


def v4(host: str, port: int) -> Place:
    """A place by its number."""
    return Place(socket.AF_INET, (host, port))
