"""Lands files one by one: bytes and rows into landing/, then one transaction into `sources.*`.

A crash at any step leaves nothing half-landed: until the transaction commits, the file counts as
not received, and the next run lands it again over whatever lies there.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError, SourceError
from trend_lib.base.inbox import INBOX
from trend_lib.base.privacy import redact_texts
from trend_lib.base.registers import load_registers
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources import delivery
from trend_lib.sources.arrival import Arrival
from trend_lib.sources.day_count import touch_filled
from trend_lib.sources.drop_folder import find_files, is_growing
from trend_lib.sources.erasing.landing import leave_no_old_blocks
from trend_lib.sources.erasing.returning import held_erased
from trend_lib.sources.inbox import received_sources
from trend_lib.sources.known_file import KnownFiles
from trend_lib.sources.landed import Landed, RowCounts
from trend_lib.sources.landing_together import batches_of, land_together, stage_all
from trend_lib.sources.readers import read_file_of
from trend_lib.sources.source_span import touch_begun
from trend_lib.sources.staging import fresh_workbench, stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged

logger = logging.getLogger(__name__)


@dataclass
class Landing:
    """One landing: what it works with, and what it did so far."""

    con: duckdb.DuckDBPyConnection
    home: Home
    known: KnownFiles
    bench: Path
    deliveries: int = 0
    rows: RowCounts = field(default_factory=RowCounts)
    refused: list[str] = field(default_factory=list)
    growing: list[str] = field(default_factory=list)

    def land_source(self, source: SourceConfig) -> None:
        """Land the new files of one source, in the order of their names."""
        before = delivery.landed_before(self.con, source.name)
        files = find_files(self.home.path, source)
        together = self._land_together(source, files, before) if source.name == INBOX else {}
        landed = {file: together.get(file) or self._look_at(source, file, before) for file in files}
        held = held_erased(self.con, source.name)
        for file, sha256 in landed.items():
            if sha256 in held:
                file.unlink(missing_ok=True)
        self.known.save()

    def _land_together(
        self, source: SourceConfig, files: Sequence[Path], before: set[str]
    ) -> dict[Path, str]:
        """Land what can be landed in one go; return the hashes of those files."""
        fresh = [file for file in files if self.known.sha256_of(file) not in before]
        found: dict[Path, str] = {}
        for some in batches_of(fresh):
            names = [file.relative_to(self.home.path).as_posix() for file in some]
            paths = redact_texts(names, self.home.config.privacy)
            waiting = stage_all(zip(some, paths, strict=True), self.bench / "together", before)
            now = datetime.now(UTC).replace(tzinfo=None)
            done = land_together(self.con, self.home, source, list(waiting.values()), now)
            self.deliveries += len(done.hashes)
            self.rows += done.rows
            before |= done.hashes
            for file, one in waiting.items():
                if one.staged.sha256 in done.hashes:
                    self.known.remember(file, one.staged.sha256)
                    found[file] = one.staged.sha256
        return found

    def _look_at(self, source: SourceConfig, file: Path, before: set[str]) -> str | None:
        """Land one file, unless it is known, growing, or wrong; return its hash if it is landed."""
        known = self.known.sha256_of(file)
        if known in before:
            return known
        path = self._redacted(file.relative_to(self.home.path).as_posix())
        staged = self._stage(source, file, path)
        if staged is None:
            return None
        self.known.remember(file, staged.sha256)
        if staged.sha256 in before:
            return staged.sha256
        now = datetime.now(UTC).replace(tzinfo=None)
        if not self._land(Arrival(self.home, source, staged, path, now, self.bench)):
            return None
        before.add(staged.sha256)
        return staged.sha256

    def _stage(self, source: SourceConfig, file: Path, path: str) -> Staged | None:
        """Copy a file, unless it grows, is locked, or was taken away since the folder was listed."""
        try:
            staged = None if is_growing(file, source.settle_seconds) else stage(file, self.bench)
        except (FileNotFoundError, PermissionError) as error:
            if error.filename != str(file):
                raise  # it is our own folder that is wrong
            if isinstance(error, PermissionError):
                cure = "give the user that runs trends the right to read it"
                self.refused.append(f"{source.name}: {path} may not be opened: {cure}")
                logger.warning("room=sources source=%s refused=%s", source.name, path)
            return None
        if staged is None:
            self.growing.append(path)
        return staged

    def _land(self, arrival: Arrival) -> bool:
        """Land a delivery, or write down why it was refused; tell which."""
        try:
            rows = delivery.land_delivery(self.con, arrival)
        except SourceError as error:
            said = self._redacted(f"{arrival.source.name}: {arrival.path} {error}")
            delivery.refuse_delivery(self.con, arrival, said)
            self.refused.append(said)
            logger.warning("room=sources source=%s refused=%s", arrival.source.name, arrival.path)
            return False
        self.deliveries += 1
        self.rows += rows
        return True

    def _redacted(self, said: str) -> str:
        """Return a file's name, or what is wrong with it, without anybody's phone or name."""
        return redact_texts([said], self.home.config.privacy)[0]

    def answer(self) -> Landed:
        """Return what was done."""
        return Landed(
            deliveries=self.deliveries,
            rows_read=self.rows.read,
            rows_kept=self.rows.kept,
            rows_repeated=self.rows.repeated,
            rows_quarantined=self.rows.quarantined,
            refused=tuple(self.refused),
            growing=tuple(self.growing),
        )


def land_files(home: Home, only: str | None) -> Landed:
    """Land all new files of the home's sources, or of one of them."""
    sources = [source for source in received_sources(home) if only in {None, source.name}]
    if only is not None and not sources:
        raise MisuseError(f"no source is called {only!r} in trends.toml")
    for source in sources:
        if not source.is_table:
            read_file_of(source)  # so that a misspelt reader stops the run before anything lands
    with open_warehouse(home) as con:
        load_registers(home, con)
        folder = home.folder("landing")
        known = KnownFiles(folder / "known_files.json")
        landing = Landing(con, home, known, fresh_workbench(folder))
        for source in sources:
            landing.land_source(source)
        touch_filled(con)
        touch_begun(con, home)
        delivery.tidy_up(con, landing.bench)
    leave_no_old_blocks(home)
    _log(landing.answer())
    return landing.answer()


def _log(landed: Landed) -> None:
    """Write the landing's one line."""
    facts = {**asdict(landed), "refused": len(landed.refused), "growing": len(landed.growing)}
    logger.info("room=sources %s", " ".join(f"{key}={value}" for key, value in facts.items()))
