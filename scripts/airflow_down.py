"""`make down`: end the components that `make up` started, and only those."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psutil
from airflow_environment import STATE

if TYPE_CHECKING:
    from pathlib import Path

RUNNING = STATE / "running"  # a file for each component: its process id and when that was born
PATIENCE_SECONDS = 40  # the api-server lets its connections end, the scheduler its task


def remember(component: str, process_id: int) -> None:
    """Note a component that was started."""
    born = psutil.Process(process_id).create_time()
    RUNNING.mkdir(parents=True, exist_ok=True)
    note = json.dumps({"process_id": process_id, "born": born})
    (RUNNING / f"{component}.json").write_text(note, "utf-8")


def running() -> dict[str, psutil.Process]:
    """Return the components that are alive; a number that another process got since is not ours."""
    found = {}
    for note in sorted(RUNNING.glob("*.json")):
        process = alive(note)
        if process is not None:
            found[note.stem] = process
    return found


def alive(note: Path) -> psutil.Process | None:
    """Return the process that a note is about, if it still lives."""
    said = json.loads(note.read_text("utf-8"))
    try:
        process = psutil.Process(said["process_id"])
        is_ours = process.create_time() == said["born"] and process.status() != "zombie"
    except psutil.NoSuchProcess:
        return None
    return process if is_ours else None


def stop() -> list[str]:
    """Ask every component to end, wait, kill what would not; return their names."""
    components = running()
    theirs = [child for one in components.values() for child in one.children(recursive=True)]
    for process in components.values():  # each by itself: a whole group at once hangs the scheduler
        process.terminate()
    _, stubborn = psutil.wait_procs([*components.values(), *theirs], timeout=PATIENCE_SECONDS)
    for process in stubborn:
        process.kill()
    for note in RUNNING.glob("*.json"):
        note.unlink()
    return list(components)


if __name__ == "__main__":
    stopped = stop()
    print(f"stopped: {', '.join(stopped)}" if stopped else "Airflow is not up; nothing to stop")
