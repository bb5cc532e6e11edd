"""Files come back byte for byte; nothing is ever half written, nor written over a newer one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_async_yield.cli.files import FileError, Text, read, write

LATIN = "# -*- coding: latin-1 -*-\nx = 'ä'\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"x = 1",
        b"x = 1\r\ny = 2\r\n",
        b"x = 1\ry = 2\r\n\n",
        b"\xef\xbb\xbfx = 1\n",
        "x = 'ä€😀'\n".encode(),
        LATIN.encode("latin-1"),
        b"\xef\xbb\xbf# coding: utf-8\nx = 1\n",
        "# coding: cp1252\nx = '€'\n".encode("cp1252"),
        b"x = 1\x0c\ny = '\x1c\x85'\n".replace(b"\x85", "\x85".encode()),
    ],
)
def test_bytes_come_back(raw: bytes) -> None:
    text = Text.decode(raw)
    assert text.encode(text.text) == raw
    assert not text.text.startswith("\ufeff")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_any_text_comes_back(text: str, bom: bool) -> None:
    raw = (b"\xef\xbb\xbf" if bom else b"") + ("x = 1\n\n" + text).encode()
    decoded = Text.decode(raw)
    assert decoded.encode(decoded.text) == raw


def test_the_encoding_counts() -> None:
    assert Text.decode(LATIN.encode("latin-1")).text == LATIN


@pytest.mark.parametrize(
    "raw", [b"x = '\xff'\n", b"# coding: no-such-codec\n", b"\xef\xbb\xbf# coding: latin-1\n"]
)
def test_what_python_cannot_decode_is_refused(raw: bytes) -> None:
    with pytest.raises(FileError, match="cannot be decoded"):
        Text.decode(raw)


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_bytes(b"old\n")
    path.chmod(0o751)
    write(str(path), read(str(path)), b"new\n")
    assert path.read_bytes() == b"new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert os.listdir(tmp_path) == ["x.py"]


def test_a_file_that_was_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_bytes(b"old\n")
    old = read(str(path))
    path.write_bytes(b"newer\n")
    with pytest.raises(FileError, match="changed meanwhile"):
        write(str(path), old, b"mended\n")
    assert path.read_bytes() == b"newer\n"
    assert os.listdir(tmp_path) == ["x.py"]


def test_a_file_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_bytes(b"old\n")
    old = read(str(path))
    path.unlink()
    with pytest.raises(FileError):
        write(str(path), old, b"mended\n")
    assert os.listdir(tmp_path) == []


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.py"
    path.write_bytes(b"old\n")
    old = read(str(path))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"):
        write(str(path), old, b"mended\n")
    assert path.read_bytes() == b"old\n"
    assert os.listdir(tmp_path) == ["x.py"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "x.py"
    target.parent.mkdir()
    target.write_bytes(b"old\n")
    link = tmp_path / "x.py"
    link.symlink_to(target)
    write(str(link), read(str(link)), b"new\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"new\n"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.py"):
        with pytest.raises(FileError):
            read(str(path))
