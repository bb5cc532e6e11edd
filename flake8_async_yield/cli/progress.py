"""A progress bar on a terminal, for runs that take longer than a moment."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

DELAY = 0.5
"""Seconds before the bar is first drawn: a quick run stays without one."""
PAUSE = 0.1
"""Seconds between two drawings."""
WIDTH = 30


class Progress:
    """Counts steps up to `total`, and draws them on `stream` where that is a terminal."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._done = 0
        self._drawn = False
        self._next = time.monotonic() + DELAY
        self._on = stream.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._on and now >= self._next:
            self._next = now + PAUSE
            full = WIDTH * self._done // self._total
            bar = "#" * full + "." * (WIDTH - full)
            self._stream.write(f"\r[{bar}] {self._done}/{self._total} files")
            self._stream.flush()
            self._drawn = True

    def clear(self) -> None:
        """Take the bar off the line, so that something else can be printed."""
        if self._drawn:
            self._stream.write("\r\033[K")
            self._stream.flush()
            self._drawn = False
