"""The cache on disk: what is kept comes back the same, and nothing else ever comes back."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_async_yield.project.cache import Cache

MODULE = os.path.abspath("/project/app/db.py")
STAMP = (1_700_000_000_123_456_789, 4321)
SUMMARY = {"get_session": ("async def", 12, [None, True, "AsyncSession"]), "é": ()}
DAYS = 24 * 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def cache(folder: Path) -> Cache:
    return Cache(str(folder), "1.0")


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ay"))


ATOMS = st.none() | st.booleans() | st.integers() | st.text() | st.binary()
KEYS = st.text() | st.integers() | st.none()
VALUES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=5)
    ),
    max_leaves=30,
)
STAMPS = st.tuples(st.integers(-(2**62), 2**60), st.integers(0, 2**62))
PATHS = st.text(st.characters(exclude_characters="\0"), min_size=1)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@SHARED
@given(value=VALUES, path=PATHS, stamp=STAMPS)
def test_what_is_stored_comes_back(
    folder: Path, value: object, path: str, stamp: tuple[int, int]
) -> None:
    Cache(str(folder), "1").store(path, stamp, value)
    loaded = Cache(str(folder), "1").load(path, stamp)
    assert loaded == value
    assert repr(loaded) == repr(value)  # 1 is not True


@SHARED
@given(
    value=VALUES,
    damage=st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), min_size=1, max_size=3),
    cut=st.none() | st.integers(0, 10_000),
)
def test_a_damaged_entry_is_not_there(
    folder: Path, value: object, damage: list[tuple[int, int]], cut: int | None
) -> None:
    cache = Cache(str(folder), "1")
    cache.store(MODULE, STAMP, value)
    (entry,) = entries(folder)
    whole = entry.read_bytes()
    data = bytearray(whole)
    for position, change in damage:
        data[position % len(data)] ^= change
    if cut is not None:
        del data[cut % len(data) :]
    entry.write_bytes(data)
    assert cache.load(MODULE, STAMP) == (value if data == whole else None)


@SHARED
@given(junk=st.binary(max_size=300))
def test_a_foreign_file_is_not_there(folder: Path, junk: bytes) -> None:
    cache = Cache(str(folder), "1")
    cache.store(MODULE, STAMP, SUMMARY)
    (entry,) = entries(folder)
    entry.write_bytes(junk)
    assert cache.load(MODULE, STAMP) is None


@pytest.mark.parametrize(
    ("version", "path", "stamp"),
    [
        ("1.1", MODULE, STAMP),
        ("1.0", MODULE + "i", STAMP),
        ("1.0", MODULE, (STAMP[0] + 1, STAMP[1])),
        ("1.0", MODULE, (STAMP[0], STAMP[1] + 1)),
        ("1.0", MODULE, (2**70, STAMP[1])),
        ("1.0", "", STAMP),
    ],
)
def test_another_version_path_or_stamp(
    folder: Path, cache: Cache, version: str, path: str, stamp: tuple[int, int]
) -> None:
    cache.store(MODULE, STAMP, SUMMARY)
    assert Cache(str(folder), version).load(path, stamp) is None
    assert cache.load(MODULE, STAMP) == SUMMARY


def test_an_entry_moved_to_another_name_is_not_there(folder: Path, cache: Cache) -> None:
    cache.store(MODULE, STAMP, SUMMARY)
    (first,) = entries(folder)
    cache.store("/other.py", STAMP, {})
    (other,) = set(entries(folder)) - {first}
    other.write_bytes(first.read_bytes())
    assert cache.load("/other.py", STAMP) is None


def test_interpreters_do_not_share_entries(
    folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.store(MODULE, STAMP, SUMMARY)
    monkeypatch.setattr(sys, "hexversion", sys.hexversion + 0x10000)
    other = Cache(str(folder), "1.0")
    assert other.load(MODULE, STAMP) is None
    other.store(MODULE, STAMP, {})
    assert other.load(MODULE, STAMP) == {}
    assert cache.load(MODULE, STAMP) == SUMMARY


def test_a_newer_summary_takes_the_place_of_the_old(folder: Path, cache: Cache) -> None:
    cache.store(MODULE, STAMP, SUMMARY)
    cache.store(MODULE, (STAMP[0] + 5, 7), {"new": ()})
    assert cache.load(MODULE, STAMP) is None
    assert cache.load(MODULE, (STAMP[0] + 5, 7)) == {"new": ()}
    assert len(entries(folder)) == 1


def test_no_folder_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = Cache("", "1.0")
    cache.store(MODULE, STAMP, SUMMARY)
    assert cache.load(MODULE, STAMP) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [object(), {"x": {1: len}}, Path()], ids=["object", "in", "Path"])
def test_what_cannot_be_written_is_left_out(folder: Path, cache: Cache, value: object) -> None:
    cache.store(MODULE, STAMP, value)
    assert cache.load(MODULE, STAMP) is None
    cache.store(MODULE, STAMP, SUMMARY)  # the folder is not to blame
    assert cache.load(MODULE, STAMP) == SUMMARY


def test_too_deep_or_too_large_is_left_out(cache: Cache) -> None:
    deep: tuple[object, ...] = ()
    for _ in range(100_000):
        deep = (deep,)
    for value in (deep, "x" * (9 << 20)):
        cache.store(MODULE, STAMP, value)
        assert cache.load(MODULE, STAMP) is None
    while deep:
        (deep,) = deep  # type: ignore[assignment]


def test_a_file_that_may_still_change_within_its_mtime(cache: Cache) -> None:
    now = time.time_ns()
    coarse = now // 1_000_000_000 * 1_000_000_000 - 1_000_000_000
    for mtime in (now - now % 10 + 1, coarse):
        cache.store(MODULE, (mtime, 1), SUMMARY)
        assert cache.load(MODULE, (mtime, 1)) is None
    for mtime in (now - 100_000_001, coarse - 3_000_000_000, now + 3_000_000_001):
        cache.store(MODULE, (mtime, 1), SUMMARY)
        assert cache.load(MODULE, (mtime, 1)) == SUMMARY


class TestTheFolder:
    def test_is_the_users_alone(self, folder: Path) -> None:
        old = os.umask(0)
        try:
            Cache(str(folder / "deep"), "1.0").store(MODULE, STAMP, SUMMARY)
        finally:
            os.umask(old)
        assert stat.S_IMODE((folder / "deep").stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "deep").iterdir()} == {
            0o600
        }
        assert (folder / "deep/.gitignore").read_text() == "*\n"

    def test_nothing_is_left_behind(self, folder: Path, cache: Cache) -> None:
        for size in range(20):
            cache.store(MODULE, (STAMP[0], size), SUMMARY)
        names = {path.name for path in folder.iterdir()}
        assert names == {".gitignore", "pruned", entries(folder)[0].name}

    def test_reading_creates_nothing(self, folder: Path, cache: Cache) -> None:
        assert cache.load(MODULE, STAMP) is None
        assert not folder.exists()

    @pytest.mark.parametrize("bad", ["file/cache", "file", "nul\0", "x" * 300])
    def test_cannot_be_made(self, tmp_path: Path, bad: str) -> None:
        (tmp_path / "file").write_text("mine")
        cache = Cache(f"{tmp_path}/{bad}", "1.0")
        for _ in range(2):
            cache.store(MODULE, STAMP, SUMMARY)
            assert cache.load(MODULE, STAMP) is None
        assert (tmp_path / "file").read_text() == "mine"

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere"
    )
    def test_read_only(self, folder: Path, cache: Cache) -> None:
        cache.store(MODULE, STAMP, SUMMARY)
        folder.chmod(0o500)
        try:
            cache.store("/other.py", STAMP, {})
            assert cache.load("/other.py", STAMP) is None
            assert cache.load(MODULE, STAMP) == SUMMARY
        finally:
            folder.chmod(0o700)

    @pytest.mark.parametrize("call", ["open", "write", "replace", "makedirs"])
    def test_after_a_failing_write_none_is_tried(
        self, folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch, call: str
    ) -> None:
        tries: list[str] = []

        def full(*_: object, **__: object) -> int:
            tries.append(call)
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, call, full)
            for name in "abc":
                cache.store(name, STAMP, SUMMARY)
        assert len(tries) == 1
        cache.store("d", STAMP, SUMMARY)
        assert not folder.exists() or entries(folder) == []
        assert not list(folder.glob("*.tmp"))

    def test_a_short_write_leaves_nothing(
        self, folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda file, data: write(file, data[: len(data) // 2]))
        cache.store(MODULE, STAMP, SUMMARY)
        assert cache.load(MODULE, STAMP) is None
        assert entries(folder) == list(folder.glob("*.tmp")) == []


class TestPlantedThings:
    @pytest.fixture
    def entry(self, folder: Path, cache: Cache) -> Path:
        cache.store(MODULE, STAMP, SUMMARY)
        (entry,) = entries(folder)
        return entry

    def test_a_link_is_neither_followed_nor_written_through(
        self, tmp_path: Path, cache: Cache, entry: Path
    ) -> None:
        victim = tmp_path / "victim"
        entry.rename(victim)
        before = victim.read_bytes()
        entry.symlink_to(victim)
        assert cache.load(MODULE, STAMP) is None
        cache.store(MODULE, STAMP, {"other": 1})
        assert victim.read_bytes() == before
        assert not entry.is_symlink()
        assert cache.load(MODULE, STAMP) == {"other": 1}

    def test_links_in_place_of_our_own_files(self, tmp_path: Path, folder: Path) -> None:
        victim = tmp_path / "victim"
        victim.write_text("mine")
        folder.mkdir()
        for name in (".gitignore", "pruned"):
            (folder / name).symlink_to(victim)
        os.utime(folder / "pruned", (0, 0), follow_symlinks=False)
        cache = Cache(str(folder), "1.0")
        cache.store(MODULE, STAMP, SUMMARY)
        assert cache.load(MODULE, STAMP) == SUMMARY
        assert victim.read_text() == "mine"

    def test_a_fifo_makes_nobody_wait(self, cache: Cache, entry: Path) -> None:
        entry.unlink()
        os.mkfifo(entry)
        assert cache.load(MODULE, STAMP) is None

    def test_a_folder(self, cache: Cache, entry: Path) -> None:
        entry.unlink()
        (entry / "x").mkdir(parents=True)
        cache.store(MODULE, STAMP, SUMMARY)
        assert cache.load(MODULE, STAMP) is None

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
    )
    def test_another_users_entry(
        self, folder: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        os.chown(entry, 12345, 12345)
        assert Cache(str(folder), "1.0").load(MODULE, STAMP) is None
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
        assert Cache(str(folder), "1.0").load(MODULE, STAMP) == SUMMARY


class TestPruning:
    def age(self, path: Path, days: float) -> None:
        when = time.time() - days * DAYS
        os.utime(path, (when, when), follow_symlinks=False)

    def fill(self, folder: Path) -> Callable[[], set[str]]:
        cache = Cache(str(folder), "1.0")
        cache.store("first", STAMP, SUMMARY)
        ages = {"old.ay": 31, "new.ay": 29, "left.tmp": 1, "fresh.tmp": 0, "mine.txt": 99}
        for name, days in ages.items():
            (folder / name).write_text("")
            self.age(folder / name, days)
        return lambda: {path.name for path in folder.iterdir()} & ages.keys()

    def test_old_entries_go(self, folder: Path) -> None:
        left = self.fill(folder)
        self.age(folder / "pruned", 2)
        Cache(str(folder), "1.0").store("second", STAMP, SUMMARY)
        assert left() == {"new.ay", "fresh.tmp", "mine.txt"}

    def test_once_a_day(self, folder: Path) -> None:
        left = self.fill(folder)
        everything = left()
        Cache(str(folder), "1.0").store("second", STAMP, SUMMARY)
        assert left() == everything

    def test_the_oldest_of_too_many_go(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("flake8_async_yield.project.cache._MOST_ENTRIES", 2)
        self.fill(folder)
        for days in (3, 2, 1):
            (folder / f"{days}.ay").write_text("")
            self.age(folder / f"{days}.ay", days)
        self.age(folder / "pruned", 2)
        Cache(str(folder), "1.0").store("second", STAMP, SUMMARY)
        names = {path.name for path in entries(folder)}
        assert "1.ay" in names
        assert not names & {"2.ay", "3.ay", "new.ay"}


CROWD = """
import random, sys
from flake8_async_yield.project.cache import Cache
seed, folder = int(sys.argv[1]), sys.argv[2]
chance = random.Random(seed)
for _ in range(1500):
    cache = Cache(folder, "1.0")
    name = f"/module{chance.randrange(8)}.py"
    size = chance.randrange(3)
    if chance.random() < 0.5:
        cache.store(name, (1, size), {name: [size] * 200 * size})
    else:
        found = cache.load(name, (1, size))
        assert found in (None, {name: [size] * 200 * size}), found
"""


def test_many_processes_at_once(folder: Path) -> None:
    command = [sys.executable, "-c", CROWD]
    crowd = [subprocess.Popen([*command, str(seed), str(folder)]) for seed in range(3)]
    assert [process.wait(60) for process in crowd] == [0, 0, 0]
    assert len(entries(folder)) == 8
    assert not list(folder.glob("*.tmp"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the XDG folders of Linux")
@pytest.mark.parametrize(
    ("xdg", "home", "expected"),
    [
        ("/c", "/h", "/c/flake8-async-yield"),
        ("", "/h", "/h/.cache/flake8-async-yield"),
        ("relative", "/h", "/h/.cache/flake8-async-yield"),
        ("", "relative", ""),
    ],
)
def test_default_folder(
    monkeypatch: pytest.MonkeyPatch, xdg: str, home: str, expected: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", xdg)
    monkeypatch.setenv("HOME", home)
    assert Cache.default_folder() == expected


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("darwin", "", "/h/Library/Caches/flake8-async-yield"),
        ("win32", "/local", "/local/flake8-async-yield"),
        ("win32", "", "/h/AppData/Local/flake8-async-yield"),
    ],
)
def test_default_folder_elsewhere(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/h")
    monkeypatch.setenv("LOCALAPPDATA", variable)
    assert Cache.default_folder() == expected
