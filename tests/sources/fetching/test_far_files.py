"""Files elsewhere: copied once, again when they change, never while they grow, and left as they are."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trend_lib import sources
from trend_lib.base.errors import ConfigError
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse

SETTINGS = """
[[sources]]
name = "desk"
path = "{url}"
{keys}
[sources.columns]
source_id = "id"
opened_at = "opened"
text = "text"
[sources.far]
{far}
"""
HEADER = "id,opened,text\n"


@pytest.fixture
def make_home(tmp_path):
    def make(url, keys="settle_seconds = 0", far=""):
        folder = tmp_path / "home"
        folder.mkdir(exist_ok=True)
        text = SETTINGS.format(url=url, keys=keys, far=far)
        (folder / "trends.toml").write_text(text, "utf-8")
        return Home(folder)

    return make


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def write(folder, name, *numbers):
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEADER + "".join(f"{n},2026-08-03 10:00,broken\n" for n in numbers), "utf-8")
    return file


def whole(home, **more):
    (fetched,) = sources.fetch(home, **more).sources
    assert fetched.fault == ""
    return fetched.pages


def ids(home):
    landed = sources.land(home)
    assert landed.refused == landed.growing == ()
    with open_warehouse(home) as con:
        found = con.execute("SELECT source_id FROM sources.records").fetchall()
    return sorted(int(one) for (one,) in found)


def test_a_folder_outside_the_home_is_copied_once_and_left_as_it_is(make_home, elsewhere):
    write(elsewhere, "a.csv", 1, 2)
    write(elsewhere, "deep/a.csv", 3)  # the same name in another folder
    before = sorted((path, path.stat().st_mtime_ns) for path in elsewhere.rglob("*"))
    home = make_home(f"file://{elsewhere}/**/*.csv")
    assert whole(home) == 2
    assert whole(home) == 0
    assert ids(home) == [1, 2, 3]
    assert sorted((path, path.stat().st_mtime_ns) for path in elsewhere.rglob("*")) == before
    write(elsewhere, "a.csv", 1, 2, 4)
    assert whole(home) == 1
    assert ids(home) == [1, 2, 3, 4]


def test_what_may_still_grow_or_has_an_unfinished_name_is_left_for_the_next_time(
    make_home, elsewhere
):
    young = write(elsewhere, "a.csv", 1)
    write(elsewhere, "b.csv.part", 2)
    write(elsewhere, ".c.csv", 3)
    home = make_home(f"file://{elsewhere}/*", keys="")
    assert whole(home) == 0
    os.utime(young, (time.time() - 100,) * 2)
    assert whole(home) == 1
    assert ids(home) == [1]


def test_a_file_that_changes_while_it_is_copied_is_not_kept(make_home, elsewhere, monkeypatch):
    from trend_lib.sources.fetching import far_files

    file = write(elsewhere, "a.csv", *range(100))
    monkeypatch.setattr(far_files, "CHUNK", 64)
    home = make_home(f"file://{elsewhere}/*.csv")
    opened = far_files.open_far

    def open_and_write_on(*arguments):
        far = opened(*arguments)
        listed = far._listed
        far._listed = lambda: [listed(), write(elsewhere, "a.csv", *range(200))][0]
        return far

    from trend_lib.sources.fetching import supply

    with monkeypatch.context() as patched:
        patched.setattr(supply, "open_far", open_and_write_on)
        assert whole(home) == 0
    assert not list((home.path / "drop" / "desk").glob("[!.]*"))
    assert whole(home) == 1
    assert len(ids(home)) == 200
    assert file.exists()


def test_a_crash_before_the_cursor_copies_again_and_counts_nothing_twice(make_home, elsewhere):
    for number in range(8):
        write(elsewhere, f"{number}.csv", number)
    home = make_home(f"file://{elsewhere}/*.csv")
    whole(home)
    (home.path / "landing" / ".cursors" / "desk.json").unlink()
    assert whole(home) == 8
    assert ids(home) == list(range(8))


def test_only_what_changed_since_a_day_is_asked_for_when_one_is_given(make_home, elsewhere):
    from datetime import date

    os.utime(write(elsewhere, "old.csv", 1), (1_700_000_000,) * 2)
    write(elsewhere, "new.csv", 2)
    home = make_home(f"file://{elsewhere}/*.csv")
    assert whole(home, since=date(2026, 1, 1)) == 1
    assert ids(home) == [2]


@pytest.mark.parametrize(
    ("url", "cure"),
    [("nonsense://x/*.csv", "no file system"), ("smb://host/share/*.csv", "pip install")],
)
def test_a_file_system_that_is_not_there_is_named_with_its_cure(url, cure, make_home):
    (fetched,) = sources.fetch(make_home(url)).sources
    assert cure in fetched.fault


def test_a_folder_that_is_not_there_is_no_empty_folder(make_home, elsewhere):
    assert whole(make_home(f"file://{elsewhere}/*.csv")) == 0
    (fetched,) = sources.fetch(make_home(f"file://{elsewhere}/gone/*.csv")).sources
    assert "nothing at" in fetched.fault


def test_a_secret_in_a_url_is_refused(make_home):
    with pytest.raises(ConfigError, match="TRENDS_<SOURCE>_TOKEN"):
        _ = make_home("sftp://reader:hunter2@example.com/x/*.csv").config


@pytest.fixture(scope="module")
def bucket(tmp_path_factory):
    """moto's S3 on loopback, in a process of its own: its bucket, and how to reach it."""
    pytest.importorskip("moto", reason="moto is not installed")
    import boto3

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        address = f"http://127.0.0.1:{port}"
        s3 = boto3.resource(
            "s3", endpoint_url=address, aws_access_key_id="reader", aws_secret_access_key="invented",
            region_name="eu-central-1",
        )  # fmt: skip
        where = {"LocationConstraint": "eu-central-1"}
        yield s3.create_bucket(Bucket="desk", CreateBucketConfiguration=where), address
    finally:
        server.kill()
        server.wait()


def put(bucket, key, *numbers):
    body = HEADER + "".join(f"{n},2026-08-03 10:00,broken\n" for n in numbers)
    bucket.put_object(Key=key, Body=body.encode())


def test_new_and_changed_objects_of_a_bucket_are_copied_and_none_is_deleted(
    bucket, make_home, monkeypatch
):
    bucket, address = bucket
    monkeypatch.setenv("TRENDS_DESK_TOKEN", "invented")
    options = f'user = "reader"\noptions = {{ endpoint_url = "{address}" }}'
    home = make_home("s3://desk/2026/*/*.csv", keys="", far=options)
    put(bucket, "2026/08/a.csv", 1)
    put(bucket, "2026/09/a.csv", 2)
    put(bucket, "2025/09/a.csv", 9)
    assert whole(home) == 2
    assert ids(home) == [1, 2]
    put(bucket, "2026/09/a.csv", 2, 3)
    assert whole(home) == 1
    assert whole(home) == 0
    assert ids(home) == [1, 2, 3]
    assert len(list(bucket.objects.all())) == 3
    put(bucket, "2026/10/a.csv", 4)
    monkeypatch.setattr("trend_lib.sources.fetching.far_files.WRITTEN_DOWN_EVERY", 1)
    assert whole(home) == 1
    assert ids(home) == [1, 2, 3, 4]


def test_a_bucket_that_is_not_there_is_told_without_the_secret(bucket, make_home, monkeypatch):
    _, address = bucket
    monkeypatch.setenv("TRENDS_DESK_TOKEN", "invented")
    options = f'user = "reader"\noptions = {{ endpoint_url = "{address}" }}'
    (fetched,) = sources.fetch(make_home("s3://nowhere/*.csv", far=options)).sources
    assert "s3://nowhere" in fetched.fault
    assert "invented" not in fetched.fault


def test_the_fetched_copies_are_of_the_same_bytes(make_home, elsewhere):
    file = write(elsewhere, "a.csv", *range(5000))
    home = make_home(f"file://{elsewhere}/*.csv")
    whole(home)
    (copy,) = Path(home.path / "drop" / "desk").glob("[!.]*")
    assert copy.read_bytes() == file.read_bytes()
