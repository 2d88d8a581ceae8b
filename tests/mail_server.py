"""A real server of mail on this machine, `aiosmtpd`, which knows nothing of how the desk speaks."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from typing import NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.certificates import Authority

USER = "desk"


class Got(NamedTuple):
    """A message as the server got it."""

    user: str
    is_safe: bool
    recipients: tuple[str, ...]
    mail: EmailMessage


class MailServer:
    """What the server has got, and who may come in."""

    def __init__(self, password: str) -> None:
        self.password = password
        self.port = 0
        self.got: list[Got] = []
        self.ways: list[str] = []
        """How each who came tried to sign in."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a message."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        user = session.auth_data if session.authenticated else b""
        assert isinstance(user, bytes)
        self.got.append(Got(user.decode(), _is_safe(server), tuple(envelope.rcpt_tos), mail))
        return "250 2.0.0 taken"

    def allow(
        self, server: SMTP, session: Session, envelope: Envelope, way: str, told: object
    ) -> AuthResult:
        """Look at a name and a password."""
        assert isinstance(told, LoginPassword)
        self.ways.append(way)
        is_right = (told.login, told.password) == (USER.encode(), self.password.encode())
        return AuthResult(success=is_right, handled=False, auth_data=told.login)


@contextmanager
def mail_server(
    authority: Authority,
    password: str,
    shown: str = "right",
    *,
    without: str = "",
    safe: bool = False,
) -> Iterator[MailServer]:
    """A server that wants a safe line and a login, `without` a way to sign in; its TLS begins at
    once where it is `safe`, else by STARTTLS."""
    server, context = MailServer(password), authority.shows(shown)
    loop = asyncio.new_event_loop()
    offers = partial(
        SMTP,
        server,
        hostname="mail.example",
        enable_SMTPUTF8=True,
        authenticator=server.allow,
        auth_exclude_mechanism=[without],
        loop=loop,
    )
    if safe:
        talk = partial(offers, auth_require_tls=False)
    else:
        talk = partial(offers, tls_context=context, require_starttls=True, auth_required=True)
    made = loop.run_until_complete(
        loop.create_server(talk, "127.0.0.1", 0, ssl=context if safe else None)
    )
    server.port = made.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(made.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        _end(loop)


def _is_safe(server: SMTP) -> bool:
    transport = server.transport
    return transport is not None and transport.get_extra_info("ssl_object") is not None


def _end(loop: asyncio.AbstractEventLoop) -> None:
    """Let go of whoever is still talking."""

    async def gone() -> None:
        left = asyncio.all_tasks(loop) - {asyncio.current_task(loop)}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    loop.run_until_complete(gone())
    loop.close()
