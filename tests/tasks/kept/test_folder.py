"""The folder with compiled policies: one's own alone, never in the way, and never believed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from policycheck.policy.inputs import digest_of
from policycheck.policy.kept import folder as folders
from policycheck.policy.kept.folder import Folder

from .asking import POLICY, Reads, kept_files, report_of, write

FILES = {
    "policycheck.yaml": "policy: policy.yaml\nrecords: {posts: ['*.md']}\n",
    "policy.yaml": POLICY,
    "draft.md": "Our waste\n",
}
HEAD = b"policycheck compiled policy 1\n"


def sealed(body: bytes) -> bytes:
    return HEAD + digest_of(body) + body


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "cut short": lambda data: data[:-1],
    "cut in its head": lambda data: data[:20],
    "longer": lambda data: data + b"\0",
    "another byte in its head": lambda data: data[:35] + bytes([data[35] ^ 1]) + data[36:],
    "another byte": lambda data: data[:-40] + bytes([data[-40] ^ 1]) + data[-39:],
    "another form": lambda data: data.replace(b"policy 1\n", b"policy 0\n", 1),
    "foreign": lambda _: b"#!/bin/sh\necho hello\n",
    "a pickle": lambda _: sealed(b"\x80\x04\x95cos\nsystem\n(S'false'\ntR."),
    "sealed, of another shape": lambda _: sealed(b"\x93\x01\x02\x03"),
    "sealed, no data": lambda _: sealed(b"\xc1"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_not_as_it_was_written_is_replaced_without_a_word(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    fresh = report_of(project, cache)
    (file,) = kept_files(cache)
    good = file.read_bytes()
    file.write_bytes(DAMAGES[damage](good))
    reads = Reads(monkeypatch)
    assert report_of(project, cache) == fresh
    assert reads.times == 1
    assert file.read_bytes() == good
    assert report_of(project, cache) == fresh
    assert reads.times == 1


def test_nobody_else_can_read_or_write_what_is_kept(tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "cache"
    report_of(write(tmp_path / "p", FILES), cache)
    (file,) = kept_files(cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def a_link(cache: Path) -> None:
    real = cache.with_name("real")
    real.mkdir(mode=0o700)
    cache.symlink_to(real, target_is_directory=True)


def open_to_others(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o755)


UNSAFE: dict[str, Callable[[Path], object]] = {
    "a link": a_link,
    "open to others": open_to_others,
    "a file": lambda cache: cache.write_text("x"),
    "below a file": lambda cache: cache.parent.joinpath("cache").write_text("x"),
}


@pytest.mark.parametrize("unsafe", UNSAFE)
def test_a_folder_that_is_not_one_s_own_alone_is_left_alone(
    unsafe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    UNSAFE[unsafe](cache)
    asked = cache / "below" if unsafe == "below a file" else cache
    reads = Reads(monkeypatch)
    assert report_of(project, asked) == report_of(project, asked) == report_of(project, None)
    assert reads.times == 3
    assert [one.name for one in tmp_path.rglob("*.policy")] == []


def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    report_of(project, cache)
    reads = Reads(monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    report_of(project, cache)
    assert reads.times == 1


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    kept = Folder(tmp_path / "cache")
    kept.write("a", b"data")
    (tmp_path / "cache" / "b.policy").symlink_to(tmp_path / "cache" / "a.policy")
    assert kept.read("a") == b"data"
    assert kept.read("b") is None


def no_space(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse_writing(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_WRONLY | os.O_CREAT):
            raise OSError(30, "Read-only file system")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse_writing)


def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)


@pytest.mark.parametrize("hindered", [no_space, read_only, no_folder])
def test_where_nothing_can_be_written_a_check_goes_on(
    hindered: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    expected = report_of(project, None)
    hindered(monkeypatch)
    assert report_of(project, cache) == expected
    assert kept_files(cache) == []


def test_what_was_kept_serves_in_a_folder_that_became_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    expected = report_of(project, cache)
    read_only(monkeypatch)
    reads = Reads(monkeypatch)
    assert report_of(project, cache) == expected
    assert reads.times == 0
    write(project, {"policy.yaml": FILES["policy.yaml"].replace("waste", "snow")})
    assert report_of(project, cache) == report_of(project, None)


def test_only_so_many_are_kept_and_the_last_used_stay(tmp_path: Path) -> None:
    kept = Folder(tmp_path / "cache")
    for number in range(40):
        kept.write(f"n{number}", b"data")
        os.utime(tmp_path / "cache" / f"n{number}.policy", (number, number))
    kept.write("last", b"data")
    left = {one.stem for one in kept_files(tmp_path / "cache")}
    assert left == {"last", *(f"n{number}" for number in range(9, 40))}


def test_only_so_much_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_MOST_BYTES", 1000)
    kept = Folder(tmp_path / "cache")
    for number in range(5):
        kept.write(f"n{number}", b"x" * 250)
        os.utime(tmp_path / "cache" / f"n{number}.policy", (number, number))
    kept.write("last", b"x" * 250)
    assert {one.stem for one in kept_files(tmp_path / "cache")} == {"last", "n4", "n3"}


def test_what_is_used_counts_as_new(tmp_path: Path) -> None:
    kept = Folder(tmp_path / "cache")
    kept.write("a", b"data")
    file = tmp_path / "cache" / "a.policy"
    os.utime(file, (1, 1))
    assert kept.read("a") == b"data"
    assert file.stat().st_mtime > 1


def test_what_a_writer_left_unfinished_long_ago_is_thrown_out(tmp_path: Path) -> None:
    kept = Folder(tmp_path / "cache")
    kept.write("a", b"data")
    old, new = (tmp_path / "cache" / f"{name}.part" for name in ("old", "new"))
    for file in (old, new):
        file.write_bytes(b"da")
    os.utime(old, (1, 1))
    kept.write("b", b"data")
    assert not old.exists()
    assert new.exists()


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_LARGEST", 100)
    kept = Folder(tmp_path / "cache")
    kept.write("a", b"x" * 101)
    assert kept.read("a") is None
