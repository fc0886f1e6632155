"""Files elsewhere, by any fsspec URL: copied once and again when they change; nothing is deleted there.

What is known of a file is its size and its time or tag. One that changes while it is copied, or changed
so lately that its writer may not be done, is left for the next time.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import fsspec

from trend_lib.base.errors import ConfigError, SourceError
from trend_lib.base.fetch_settings import token_of, user_of
from trend_lib.sources.drop_folder import is_finished
from trend_lib.sources.fetching.page import Copied

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from pathlib import Path

    from trend_lib.base.fetch_settings import FarConfig

GLOB = re.compile(r"[*?\[{]")
CHUNK = 1 << 20
WRITTEN_DOWN_EVERY = 50  # files; after a crash so many are copied again, and landing knows them
SECRET_OPTIONS = {  # protocol: fsspec's names of user and secret
    "s3": ("key", "secret"), "s3a": ("key", "secret"), "sftp": ("username", "password"),
    "ssh": ("username", "password"), "ftp": ("username", "password"), "smb": ("username", "password"),
    "abfs": ("account_name", "account_key"), "abfss": ("account_name", "account_key"),
}  # fmt: skip
WHOLE_OR_NOT_THERE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"}  # nothing grows in them
TAGS = ("ETag", "etag", "md5Hash", "content_md5", "created")
TIMES = ("LastModified", "last_modified", "mtime", "modified", "updated", "time_modified")
INSTALL = {"s3": "complaint-trends[s3]", "s3a": "complaint-trends[s3]"}

Signs = list[str]


@dataclass
class FarFiles:
    """One URL, open."""

    far: FarConfig
    files: Any  # an fsspec file system, which has no types
    pattern: str
    folder: Path
    since: date | None
    waited_seconds: float = field(default=0.0, init=False)

    def pages(self, cursor: Mapping[str, Any], /) -> Generator[Copied, None, None]:
        """Copy what is new or changed, the oldest first."""
        seen: dict[str, Signs] = dict(cursor.get("seen") or {})
        listed = self._listed()
        known = {path: seen[path] for path in listed if path in seen}
        wanted = [path for path, info in listed.items() if known.get(path) != signs(info)]
        for number, path in enumerate(wanted, start=1):
            copied = self._copy(path, listed[path])
            if copied is None:
                continue
            known[path] = signs(listed[path])
            is_due = number % WRITTEN_DOWN_EVERY == 0 or number == len(wanted)
            state = {"seen": dict(known)} if is_due else None
            yield Copied(copied, path.rpartition("/")[2], copied.stat().st_size, state)

    def _listed(self) -> dict[str, Mapping[str, Any]]:
        """Return the files that match, are finished and old enough, in the order of their times."""
        with _faults_said(self.far.url):
            self.files.invalidate_cache()
            found: dict[str, Mapping[str, Any]] = self.files.glob(self.pattern, detail=True)
            is_there = bool(found) or self.files.exists(_fixed_part(self.pattern))
        if not is_there:
            raise SourceError(f"there is nothing at {self.far.url}: check `path`")
        ready = {
            path: info
            for path, info in found.items()
            if info.get("type") == "file"
            and is_finished(path.rpartition("/")[2])
            and self._is_ready(info)
        }
        return dict(sorted(ready.items(), key=lambda one: (changed_at(one[1]) or 0.0, one[0])))

    def _is_ready(self, info: Mapping[str, Any]) -> bool:
        """Tell whether a file is asked for, and its writer surely done."""
        changed = changed_at(info)
        if changed is None:
            return True
        if self.since and datetime.fromtimestamp(changed, UTC).date() < self.since:
            return False
        is_whole = WHOLE_OR_NOT_THERE & set(_protocols(self.files))
        return bool(is_whole) or abs(time.time() - changed) >= self.far.settle_seconds

    def _copy(self, path: str, before: Mapping[str, Any]) -> Path | None:
        """Copy a file; None when it changed meanwhile."""
        draft = self.folder / f".{path.rpartition('/')[2]}.part"
        with _faults_said(self.far.url):
            with self.files.open(path, "rb") as far, draft.open("wb") as near:
                while chunk := far.read(CHUNK):
                    near.write(chunk)
            self.files.invalidate_cache()
            after = self.files.info(path)
        return draft if signs(after) == signs(before) else None


def open_far(far: FarConfig, source: str, since: date | None, folder: Path) -> FarFiles:
    """Open a URL with the secrets of its source."""
    protocol = far.url.partition(":")[0].lower()
    options: dict[str, Any] = {**far.options, **_secrets(far, source, protocol)}
    try:
        files, pattern = fsspec.core.url_to_fs(far.url, **options)
    except ImportError:
        cure = INSTALL.get(protocol, f"what fsspec needs for {protocol}")
        raise ConfigError(f"{protocol}:// needs a further package: pip install {cure}") from None
    except ValueError:
        raise ConfigError(f"{protocol}:// is no file system that fsspec knows") from None
    return FarFiles(far, files, str(pattern), folder, since)


def _secrets(far: FarConfig, source: str, protocol: str) -> dict[str, str]:
    """Return user and secret as the file system calls them; none: its own ways, e.g. a role."""
    secret = token_of(source).get_secret_value()
    if not secret:
        return {}
    if protocol not in SECRET_OPTIONS:
        raise ConfigError(f"a token means nothing to {protocol}://; see docs/sources/files.md")
    user_option, secret_option = SECRET_OPTIONS[protocol]
    return {user_option: far.user or user_of(source), secret_option: secret}


@contextmanager
def _faults_said(url: str) -> Iterator[None]:
    """Say what went wrong by its kind alone: each file system has errors of its own, some with secrets."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - of any library; told, and never passed over
        raise SourceError(
            f"{url} cannot be read: {type(error).__name__}; the next fetch tries again"
        ) from None


def _protocols(files: Any) -> tuple[str, ...]:
    """Return the names under which a file system is known."""
    protocol = files.protocol
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)


def _fixed_part(pattern: str) -> str:
    """Return the folder that a pattern names without doubt."""
    before, _, _ = GLOB.split(pattern, maxsplit=1)[0].rpartition("/")
    return before


def signs(info: Mapping[str, Any]) -> Signs:
    """Return what changes whenever a file does."""
    tags = [str(info[name]) for name in (*TAGS, *TIMES) if info.get(name) is not None]
    return [str(info.get("size")), *tags]


def changed_at(info: Mapping[str, Any]) -> float | None:
    """Return when a file was changed, where its system says so."""
    found = next((info[name] for name in TIMES if info.get(name) is not None), None)
    if isinstance(found, datetime):
        return found.replace(tzinfo=found.tzinfo or UTC).timestamp()
    return float(found) if isinstance(found, int | float) else None
