"""Whose certificates are trusted: those that the machine trusts, and what a file says besides."""

import ssl


def trusting(ca: str, setting: str) -> ssl.SSLContext:
    """Safety with what the machine trusts and a file of certificates besides; empty for none.

    Raises `OSError` in the name of the setting that says the file.
    """
    context = ssl.create_default_context()
    if ca:
        try:
            context.load_verify_locations(ca)
        except OSError as error:
            raise OSError(f"{setting}: {ca}: {error.strerror or error}") from error
    return context


def distrust(error: ssl.SSLCertVerificationError) -> str:
    """Why a certificate is not trusted, in words."""
    return f"its certificate is not trusted: {error.verify_message}"
