"""Make the sample's home: whole or not at all, never over something else."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import MisuseError
from trend_lib.sample.call_export import write_calls
from trend_lib.sample.callback_export import write_callbacks
from trend_lib.sample.connect_export import write_connect
from trend_lib.sample.desk_export import write_desk
from trend_lib.sample.evaluation_export import write_evaluations
from trend_lib.sample.exchange_export import Abandoned, write_exchange
from trend_lib.sample.facts import SampleArguments, SampleFacts
from trend_lib.sample.home_files import write_forms, write_registers, write_settings
from trend_lib.sample.survey_export import write_survey
from trend_lib.sample.truth import Beside, write_labels, write_truth
from trend_lib.sample.world import World, draw_world
from trend_lib.sample.zendesk_export import write_zendesk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARKER = "sample.json"  # what the home was made from; written last
UNFINISHED = ".sample-in-the-making"


def make_home(folder: Path, arguments: SampleArguments, step: Callable[[str], None]) -> SampleFacts:
    """Make the home, or return what is known of the one that stands there."""
    marker = _read_marker(folder)
    wanted = json.loads(json.dumps(asdict(arguments)))
    if marker is not None and marker.get("arguments") == wanted:
        return SampleFacts(home=folder, made=False, **marker["facts"])
    _refuse_strangers(folder, is_sample=marker is not None)
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)  # left by a run that was stopped
    unfinished.mkdir(parents=True)
    try:
        facts = _write_home(unfinished, arguments, step)
        text = json.dumps({"arguments": wanted, "facts": facts}, indent=2)
        (unfinished / MARKER).write_text(text + "\n", "utf-8", newline="\n")
        _move_in(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return SampleFacts(home=folder, made=True, **facts)


def _read_marker(folder: Path) -> dict[str, Any] | None:
    """Return what `sample.json` says, None when the folder has none that can be read."""
    try:
        found = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "facts" in found else None


def _refuse_strangers(folder: Path, *, is_sample: bool) -> None:
    """Refuse a folder that holds anything else: nothing of anybody's is overwritten."""
    if folder.exists() and not folder.is_dir():
        raise MisuseError(f"{folder} is a file: name a folder that is new or empty")
    if is_sample:
        raise MisuseError(
            f"{folder} holds a sample made with other arguments: delete the folder, or name another"
        )
    if folder.exists() and any(entry.name != UNFINISHED for entry in folder.iterdir()):
        raise MisuseError(f"{folder} is not empty: name a folder that is new or empty")


def _write_home(
    home: Path, arguments: SampleArguments, step: Callable[[str], None]
) -> dict[str, Any]:
    """Write everything but the marker; return the facts."""
    step("inventing contacts")
    world = draw_world(arguments)
    drop = home / "drop"
    step("writing desk and calls")
    desk_files = write_desk(world, drop / "desk")
    call_files = write_calls(world, drop / "calls")
    exchange, abandoned = write_exchange(world, drop / "exchange")
    connect = write_connect(world, drop / "connect")
    zendesk, extras = write_zendesk(world, drop / "zendesk")
    step("writing what was asked afterwards")
    menu, web = write_survey(world, drop / "ivr", drop / "web")
    forms = write_evaluations(world, drop / "evaluations")
    called = write_callbacks(world, drop / "callbacks")
    step("writing settings, registers and truth")
    write_settings(world, home)
    write_forms(home)
    write_registers(world, home)
    planted = write_truth(world, Beside(web, forms, called, extras), home)
    write_labels(world, abandoned, home)
    return {
        **_counts(world, abandoned),
        "desk_files": desk_files,
        "call_files": call_files,
        "exchange_files": exchange.files,
        "connect_files": connect.files,
        "zendesk_files": zendesk.files,
        "survey_files": menu.files + web.files,
        "survey_answers": menu.records + web.records,
        "evaluation_files": forms.files,
        "evaluation_forms": forms.records,
        "callback_files": called.files,
        "callback_attempts": called.records,
        "planted": planted,
    }


def _counts(world: World, abandoned: Abandoned) -> dict[str, Any]:
    return {
        "weeks": world.arguments.weeks,
        "contacts_per_week": world.arguments.contacts_per_week,
        "first_week": str(world.first),
        "last_week": str(world.last),
        "contacts": len(world.said.text) + len(abandoned.minute),
        "distinct_texts": len(set(world.said.text)),
    }


def _move_in(unfinished: Path, folder: Path) -> None:
    """Move the finished parts to their places, the marker last."""
    parts = sorted(unfinished.iterdir(), key=lambda part: part.name == MARKER)
    for part in parts:
        part.rename(folder / part.name)
