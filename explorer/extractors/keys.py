"""The key to an endpoint: from the environment, or from where the system keeps passwords. Never in a file, never in a log."""

from __future__ import annotations

import os
from enum import StrEnum

from explorer.extractors.base import CannotExtract, needed

VARIABLE = "EDGEWISE_MODEL_KEY"
SERVICE = "Edgewise model endpoint"


class KeySource(StrEnum):
    """Where the key is."""

    NONE = "none"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"


def key_for(host: str, source: KeySource) -> str | None:
    """Return the key that a host is asked with; None for one that wants none.

    Raises
    ------
    CannotExtract
        It is not where it should be.
    """
    if source is KeySource.NONE:
        return None
    if source is KeySource.ENVIRONMENT:
        found = os.environ.get(VARIABLE, "").strip()
        if not found:
            raise CannotExtract(f"There is no key in the environment. Set {VARIABLE}, or say that no key is needed.")
    else:
        found = _kept(host) or ""
        if not found:
            raise CannotExtract(f"The system's keyring holds no key for {host}. Type it again in the settings.")
    if not (found.isascii() and found.isprintable()):
        raise CannotExtract("The key holds letters that no key has. Copy it again.")
    return found


def keep(host: str, key: str) -> None:
    """Put a key where the system keeps passwords; an empty one is taken out."""
    keyring = needed("keyring", "keyring")
    try:
        if key:
            keyring.set_password(SERVICE, host, key)
        elif keyring.get_password(SERVICE, host) is not None:
            keyring.delete_password(SERVICE, host)
    except Exception as error:  # each system's keyring fails in ways of its own
        raise _no_keyring() from error


def _kept(host: str) -> str | None:
    keyring = needed("keyring", "keyring")
    try:
        found = keyring.get_password(SERVICE, host)
    except Exception as error:  # each system's keyring fails in ways of its own
        raise _no_keyring() from error
    return None if found is None else str(found)


def _no_keyring() -> CannotExtract:
    return CannotExtract(
        f"The system has no keyring that can be used. Set {VARIABLE} in the environment and choose that instead."
    )
