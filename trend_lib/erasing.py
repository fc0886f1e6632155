"""What `trends erase` does: a person out of everything, step by step, each of which can be done again.

An intent file stands in landing/ until the last step: who a crash interrupted is erased by the next call, though
half of what would find them is gone. The certificate at the end names nobody.
"""

from __future__ import annotations

import csv
import json
import os
import secrets as dice
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib import __version__, report, sources
from trend_lib.base.forgetting import Traces, forget_in_tables, read_words, write_anew
from trend_lib.base.home import open_home
from trend_lib.base.masking import mask_files
from trend_lib.base.progress import progress_bar
from trend_lib.base.secrets import certify
from trend_lib.base.warehouse import open_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home

INTENT = "erasing.json"
CERTIFICATES = "certificates"
MASKED = ("outbox", "registers")
LABELS = "kind_labels.csv"  # of the registers: the one that names contacts


def erase(given: Path | None, customer: str, *, dry_run: bool) -> dict[str, Any]:
    """Erase a customer, or say what would be erased; first the one whom a crash interrupted."""
    home = open_home(given)
    if dry_run:
        return _say_what_is_there(home, customer)
    intent = home.folder("landing") / INTENT
    if intent.exists():
        _finish(home, intent)
    _write_private(intent, _intend(home, customer))
    return _finish(home, intent)


def _say_what_is_there(home: Home, customer: str) -> dict[str, Any]:
    """Count what an erasure would take out, and change nothing."""
    person = sources.find_person(home, customer)
    contacts = _contact_ids(person.records)
    with open_warehouse(home) as con:
        words = read_words(con, person.customer_id, contacts)
    return {
        "dry_run": True,
        "records": len(person.records),
        "texts": len(words),
        "spellings": len(person.spellings),
    }


def _intend(home: Home, customer: str) -> dict[str, Any]:
    """Say all that the steps need, before the first of them takes anything away."""
    person = sources.find_person(home, customer)
    with open_warehouse(home) as con:
        words = read_words(con, person.customer_id, _contact_ids(person.records))
    return {**asdict(person), "words": words, "certificate": dice.token_hex(8)}


def _finish(home: Home, intent: Path) -> dict[str, Any]:
    """Walk the steps, write the certificate, forget the intent."""
    known = json.loads(intent.read_text("utf-8"))
    records = tuple((source, source_id) for source, source_id in known["records"])
    person = sources.Person(
        known["customer_id"], tuple(known["spellings"]), records, known.get("name", "")
    )
    done = {"records": len(records), **_erase_everywhere(home, person, tuple(known["words"]))}
    certificate = _certify(home, person, known["certificate"], done)
    path = home.path / CERTIFICATES / f"{known['certificate']}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(certificate, indent=2) + "\n", "utf-8")
    intent.unlink()
    return {**certificate, "path": str(path), "dry_run": False}


def _erase_everywhere(home: Home, person: sources.Person, words: tuple[str, ...]) -> dict[str, Any]:
    """Take a person out of files, tables, bulletins and messages; return what was done."""
    contacts = _contact_ids(person.records)
    traces = Traces(person.customer_id, contacts, words, person.spellings)
    with progress_bar("Erasing", 4) as step:
        received = sources.erase(home, person, words)
        step("landing and drop")
        with open_warehouse(home) as con:
            tables = forget_in_tables(con, traces)
        write_anew(home)
        step("warehouse")
        renewed = report.renew(home, words)
        step("bulletins")
        masked = {name: mask_files(home.folder(name), words, person.spellings) for name in MASKED}
        masked["registers"] += _drop_labels(home.folder("registers") / LABELS, set(contacts))
        step("messages")
    return {
        "landed_rows": received.rows,
        "deliveries": sorted(delivery for _, delivery in received.deliveries),
        "files_rewritten": received.rewritten,
        "files_removed": received.removed,
        "files_left_in_drop": received.left,
        "tables": tables,
        "bulletins_rendered_again": renewed,
        "files_masked": {"inbox": received.events, **masked},
    }


def _certify(
    home: Home, person: sources.Person, number: str, done: dict[str, Any]
) -> dict[str, Any]:
    """Return the certificate: what was done, and a hash that only who holds the key can check."""
    return {
        "certificate": number,
        "erased_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": __version__,
        "customer": certify(home.path, person.name or person.customer_id, number),
        **done,
    }


def _drop_labels(path: Path, contacts: set[str]) -> bool:
    """Take the lines about a person's contacts out of the register of kinds; tell whether there were any."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    kept = [line for line in lines if not contacts & set(line)]
    if len(kept) == len(lines):
        return False
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(kept)
    fresh.replace(path)
    return True


def _contact_ids(records: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(f"{source}:{source_id}" for source, source_id in records)


def _write_private(path: Path, content: dict[str, Any]) -> None:
    """Write a file whole, for its owner's eyes alone."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
    fresh.replace(path)
