"""Writes a file whole or not at all: a full disk or a cut cable leaves what was there before.

Needs the standard library and our errors only, so that stores, exports and the command line can share it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.model.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHY = {
    errno.ENOSPC: "The disk is full. Free some space or choose another place.",
    errno.EDQUOT: "Your disk quota is used up. Free some space or choose another place.",
    errno.EFBIG: "The file would be larger than this disk allows. Choose another place.",
    errno.EROFS: "That disk is read-only. Choose another place.",
    errno.EACCES: "You may not write there. Choose another place or ask for permission.",
    errno.EPERM: "You may not write there. Choose another place or ask for permission.",
    errno.ENOENT: "Its folder is not there. Choose another place.",
    errno.ENOTDIR: "Its folder is a file. Choose another place.",
    errno.ENAMETOOLONG: "The name is too long for this disk. Choose a shorter one.",
    errno.ELOOP: "It is a link that leads round in a circle. Choose another name.",
}


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by ``data``, or leave it as it was. See ``draft_of``.

    Raises
    ------
    UnwritableFile
        It could not be written. The target is untouched and nothing else is left behind.
    """
    with draft_of(path) as draft, draft.open("wb") as out:
        out.write(data)


@contextlib.contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Lend an empty file to write into, which takes the place of ``path`` if the block ends well.

    Links are followed, permissions kept. The new bytes are on the disk before the old ones go.

    Raises
    ------
    UnwritableFile
        It could not be written. The target is untouched and nothing else is left behind.
    """
    try:
        target = Path(os.path.realpath(path, strict=False))
        before = _refuse_unfit(target, path)
        with _replacing(target, before) as draft:
            yield draft
    except (OSError, ValueError) as error:
        raise UnwritableFile(f"{path.name} could not be saved. {reason(error)}") from error


def _refuse_unfit(target: Path, shown: Path) -> os.stat_result | None:
    try:
        before = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(before.st_mode):
        raise UnwritableFile(f"{shown.name} is a folder. Choose a file name inside it.")
    if not stat.S_ISREG(before.st_mode):
        raise UnwritableFile(f"{shown.name} is not an ordinary file. Choose another name.")
    # A superuser may write anything, yet a file marked read-only is marked so for a reason.
    if not before.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise UnwritableFile(f"{shown.name} is read-only. Save under another name, or make it writable.")
    return before


@contextlib.contextmanager
def _replacing(target: Path, before: os.stat_result | None) -> Iterator[Path]:
    # The short name fits wherever the target's own does.
    draft = target.parent / f".edgewise-{secrets.token_hex(6)}"
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        yield draft
        with draft.open("r+b") as written:
            os.fsync(written.fileno())
        if before is not None:
            _keep_owner(draft, before)
            draft.chmod(stat.S_IMODE(before.st_mode))
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    settle_folder(target.parent)


def _keep_owner(draft: Path, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        # Only a superuser can give a file away; for all others it is theirs already.
        with contextlib.suppress(OSError):
            os.chown(draft, before.st_uid, before.st_gid)


def settle_folder(folder: Path) -> None:
    """Make the renaming itself survive a power cut, where the system has a way to ask for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: OSError | ValueError) -> str:
    """Say why something could not be written, and what to do."""
    if isinstance(error, OSError):
        return _WHY.get(error.errno or 0, f"The system says: {error.strerror or error}.")
    return "Its name holds a character that no file name may have. Choose another name."
