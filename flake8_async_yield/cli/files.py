"""Files read and written byte for byte: encoding, BOM, line ends and mode stay as they are."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import stat
import tempfile
import tokenize
from dataclasses import dataclass


class FileError(Exception):
    """A file that can't be read, decoded or written; the text says why, for the user."""


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file: its text without a BOM, and what it takes to encode another one like it."""

    text: str
    encoding: str
    bom: bytes
    raw: bytes

    @classmethod
    def decode(cls, raw: bytes) -> Text:
        """The text of `raw`, read as Python reads it (PEP 263); raises `FileError`."""
        bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
            text = raw[len(bom) :].decode("utf-8" if bom else encoding)
        except (SyntaxError, UnicodeError, LookupError) as error:
            raise FileError(f"cannot be decoded: {error}") from error
        return cls(text, "utf-8" if bom else encoding, bom, raw)

    def encode(self, text: str) -> bytes:
        """`text` as the bytes of such a file."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeError as error:
            raise FileError(f"cannot be encoded: {error}") from error


def read(path: str) -> Text:
    """The regular file at `path`; raises `FileError`."""
    try:
        with open(path, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileError("is no regular file")
            return Text.decode(file.read())
    except OSError as error:
        raise FileError(error.strerror or str(error)) from error


def write(path: str, old: Text, new: bytes) -> None:
    """Put `new` in place of the file at `path`, all of it or nothing; raises `FileError`.

    Refused where the file no longer holds what `old` was read from. A symbolic link stays one:
    what it leads to is written.
    """
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
        handle, temporary = tempfile.mkstemp(prefix=".flake8-async-yield-", dir=folder)
    except OSError as error:
        raise FileError(error.strerror or str(error)) from error
    try:
        with open(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        with open(target, "rb") as file:
            if file.read() != old.raw:
                raise FileError("was changed meanwhile, and is left as it is")
        os.replace(temporary, target)
    except OSError as error:
        raise FileError(error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
