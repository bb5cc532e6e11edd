"""Summaries of modules kept on disk, so that a second run parses nothing again.

One small file a module: many processes read and write at once without a lock, for each file is
written aside and moved into its place whole. An entry counts only for the very program version,
interpreter, path and (mtime, size) it was made for; anything else, damage included, is "not there".
A cache must never make a run fail, so no method raises.
"""

import contextlib
import marshal
import os
import struct
import sys
import time
import zlib
from typing import Any, cast

try:  # hashlib takes it from here too, but not without loading OpenSSL: 3 MiB and 3 ms
    from _blake2 import blake2b
except ImportError:  # not CPython
    from hashlib import blake2b

_MAGIC = b"AYC1"
_SUFFIX = ".ay"
_TEMPORARY = ".tmp"
_PRUNED = "pruned"  # its mtime says when old entries were last removed
_DAY = 24 * 3600
_KEPT_DAYS = 30
_MOST_ENTRIES = 50_000
_LARGEST = 8 << 20
_FINE_CLOCK = 50_000_000  # ns: a kernel's clock tick, and some
_COARSE_CLOCK = 2_000_000_000  # ns: file systems whose times are whole seconds
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
# A link may lead anywhere, and a FIFO must not make us wait.
_READ_FLAGS |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_WRITE_FLAGS |= getattr(os, "O_NOFOLLOW", 0)
_FAILURES = (OSError, ValueError, TypeError, EOFError, MemoryError, OverflowError, struct.error)


class Cache:
    """Reads and writes summaries in one folder; `folder` '' keeps nothing."""

    def __init__(self, folder: str, version: str) -> None:
        """`version` is of the program that makes summaries: another one's entries are not seen."""
        self._folder = os.path.abspath(folder) if folder else ""
        self._writable = bool(folder)
        self._ready = False
        # marshal's format belongs to the interpreter, not to the language.
        tag = f"{version}\0{sys.implementation.cache_tag}\0{marshal.version}\0{sys.hexversion:x}"
        self._tag = tag.encode("utf-8", "surrogatepass")
        self._key = digest(self._tag)
        self._owners = {0, os.geteuid()} if hasattr(os, "geteuid") else set()

    @staticmethod
    def default_folder() -> str:
        """The folder for this user's caches ('' where the system names none); not created."""
        home = os.path.expanduser("~")
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        elif sys.platform == "darwin":
            base = os.path.join(home, "Library", "Caches")
        else:
            base = os.environ.get("XDG_CACHE_HOME", "")
            if not os.path.isabs(base):  # the XDG specification: a relative one is ignored
                base = os.path.join(home, ".cache")
        return os.path.join(base, "flake8-async-yield") if os.path.isabs(base) else ""

    def load(self, path: str, stamp: tuple[int, int]) -> object | None:
        """The summary stored for the module at the absolute `path`, as it was at `stamp`.

        `stamp` is (mtime_ns, size). None: not there, stale, damaged, or of another version.
        """
        if not self._folder:
            return None
        try:
            data = self._read(self._file(path))
            head = self._head(path, stamp)
            start = 8 + len(head)
            if data[:4] != _MAGIC or data[8:start] != head:
                return None
            rest = memoryview(data)[8:]
            if zlib.crc32(rest) != int.from_bytes(data[4:8], "little"):
                return None
            summary: object = marshal.loads(rest[len(head) :])
        except _FAILURES:
            return None
        return summary

    def store(self, path: str, stamp: tuple[int, int], summary: object) -> None:
        """Keep `summary`, made of what marshal writes: nested tuples, dicts, lists, str, int, …

        What cannot be kept is left out silently; after the first failing write none is tried.
        """
        if not self._writable or is_too_young(stamp[0]):
            return
        try:
            rest = self._head(path, stamp) + marshal.dumps(cast(Any, summary))
            file = self._file(path)
        except _FAILURES:  # not what marshal writes: says nothing about the folder
            return
        if len(rest) > _LARGEST:
            return
        try:
            if not self._ready:
                self._prepare()
            self._write(file, b"".join((_MAGIC, zlib.crc32(rest).to_bytes(4, "little"), rest)))
        except _FAILURES:
            self._writable = False

    def _head(self, path: str, stamp: tuple[int, int]) -> bytes:
        name = path.encode("utf-8", "surrogatepass")
        return struct.pack("<qqII", *stamp, len(self._tag), len(name)) + self._tag + name

    def _file(self, path: str) -> str:
        name = digest(path.encode("utf-8", "surrogatepass"), self._key)
        return f"{self._folder}{os.sep}{name.hex()}{_SUFFIX}"

    def _read(self, file: str) -> bytes:
        descriptor = os.open(file, _READ_FLAGS)
        try:
            status = os.fstat(descriptor)
            if status.st_size > _LARGEST + 4096:
                raise ValueError
            # marshal trusts what it reads, so only what this user (or root) wrote is read.
            if self._owners and status.st_uid not in self._owners:
                raise ValueError
            return os.read(descriptor, status.st_size)
        finally:
            os.close(descriptor)

    def _write(self, file: str, data: bytes) -> None:
        temporary = os.path.join(self._folder, os.urandom(8).hex() + _TEMPORARY)
        descriptor = os.open(temporary, _WRITE_FLAGS, 0o600)
        try:
            try:
                if os.write(descriptor, data) != len(data):
                    raise OSError
            finally:
                os.close(descriptor)
            os.replace(temporary, file)  # a link planted there is replaced, not followed
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    def _prepare(self) -> None:
        """Create the folder, or once a day remove from it what is old."""
        self._ready = True
        if not os.path.isdir(self._folder):
            os.makedirs(self._folder, 0o700, exist_ok=True)
            self._mark_pruned()
            with contextlib.suppress(FileExistsError):
                self._write_once(".gitignore", b"*\n")
            return
        marker = os.path.join(self._folder, _PRUNED)
        try:
            age = time.time() - os.lstat(marker).st_mtime
        except FileNotFoundError:
            age = _DAY + 1.0
        if not 0 <= age < _DAY:
            self._mark_pruned()
            self._prune()

    def _mark_pruned(self) -> None:
        # Another process may do the same; a link in its place is replaced, not followed.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(os.path.join(self._folder, _PRUNED))
        with contextlib.suppress(FileExistsError):
            self._write_once(_PRUNED, b"")

    def _write_once(self, name: str, data: bytes) -> None:
        descriptor = os.open(os.path.join(self._folder, name), _WRITE_FLAGS, 0o600)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)

    def _prune(self) -> None:
        """Remove entries of more than 30 days, the oldest of too many, and abandoned pieces."""
        now = time.time()
        entries: list[tuple[float, str]] = []
        old: list[str] = []
        with os.scandir(self._folder) as items:
            for item in items:
                if not item.name.endswith((_SUFFIX, _TEMPORARY)):
                    continue
                try:
                    written = item.stat(follow_symlinks=False).st_mtime
                except OSError:
                    continue
                kept = _KEPT_DAYS * _DAY if item.name.endswith(_SUFFIX) else 3600
                if now - written > kept:
                    old.append(item.path)
                elif item.name.endswith(_SUFFIX):
                    entries.append((written, item.path))
        entries.sort(reverse=True)
        for file in (*old, *(path for _, path in entries[_MOST_ENTRIES:])):
            with contextlib.suppress(OSError):  # another process was first, or it is a folder
                os.unlink(file)


def digest(data: bytes, key: bytes = b"") -> bytes:
    """16 bytes that no other data has."""
    return blake2b(data, digest_size=16, key=key).digest()


def is_too_young(mtime: int) -> bool:
    """May the file change once more without a change of its mtime (ns)?"""
    clock = _FINE_CLOCK if mtime % 1_000_000_000 else _COARSE_CLOCK
    return abs(time.time_ns() - mtime) < clock
