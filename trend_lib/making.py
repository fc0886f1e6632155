"""Making homes: an empty one to fill, or the invented provider's."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trend_lib import sample
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import FOLDERS, open_home
from trend_lib.base.progress import progress_bar
from trend_lib.base.registers import REGISTERS
from trend_lib.base.resources import resource_dir
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("uk", "ru", "en")
FORMS = "forms"  # on which reviewers judge what they listened to


def make_home(folder: Path, example: str) -> dict[str, Any]:
    """Copy the commented settings (or a known export's profile), the registers' headers and a form."""
    target = folder.resolve()
    if (target / "trends.toml").exists():
        raise MisuseError(f"{target} is a home already; choose another folder")
    profile = _profile(example)
    for name in FOLDERS:
        (target / name).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(profile, target / "trends.toml")
    for name in REGISTERS:
        shutil.copyfile(
            resource_dir("config") / "registers" / f"{name}.csv",
            target / "registers" / f"{name}.csv",
        )
    shutil.copytree(resource_dir("config") / FORMS, target / FORMS)
    home = open_home(target)
    drops = [source.path for source in home.config.sources]
    for source in home.config.sources:
        (target / "drop" / source.name).mkdir(parents=True, exist_ok=True)
    return {
        "home": str(target),
        "example": example,
        "drops": drops,
        "next": _next_steps(target, drops),
    }


def _profile(example: str) -> Path:
    """Return the settings file to copy, or say which examples there are."""
    if not example:
        return resource_dir("config") / "trends.toml"
    examples = resource_dir("config") / "examples"
    profile = examples / example / "trends.toml"
    if not profile.is_file():
        known = ", ".join(sorted(entry.name for entry in examples.iterdir() if entry.is_dir()))
        raise MisuseError(f"no example {example!r}; there are: {known}")
    return profile


def _next_steps(home: Path, drops: list[str]) -> list[str]:
    """Return what a person does next, in order."""
    where = ", ".join(drops) or "drop/<source>/ and describe them in trends.toml under [[sources]]"
    return [
        f"read {home / 'trends.toml'}",
        f"put your exports into {where}",
        f"trends doctor --home {home}",
        f"trends run latest --home {home}",
    ]


def make_sample(
    folder: Path, language: str, last_week: str, personal_data: int = 0, **size: int
) -> dict[str, Any]:
    """Make the invented provider's home (`size`: weeks, contacts_per_week, seed) with a progress bar."""
    languages = tuple(part.strip() for part in language.split(",") if part.strip())
    unknown = sorted(set(languages) - set(LANGUAGES))
    if unknown or not languages:
        raise MisuseError(f"--language {language!r}: write any of uk,ru,en")
    with progress_bar("Making the sample provider", 4) as step:
        facts = sample.make(
            folder.resolve(),
            languages=languages,
            last_week=Week.parse(last_week),
            step=step,
            **size,
        )
    if personal_data:
        sample.plant_personal_data(facts.home / "personal_data.jsonl", personal_data, size["seed"])
    return {key: str(value) if key == "home" else value for key, value in asdict(facts).items()}
