"""Reads the home's evaluation forms; a fault names file, line, key and cure."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pydantic import ValidationError

from trend_lib.base.config import describe_fault
from trend_lib.base.errors import ConfigError
from trend_lib.quality.listening.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    Forms = Mapping[tuple[str, str], Form]


def load_forms(folder: Path) -> dict[tuple[str, str], Form]:
    """Return every form by name and version; a home without any has none."""
    forms: dict[tuple[str, str], Form] = {}
    for path in sorted(folder.glob("*.toml")):
        form = _load_form(path)
        if (form.name, form.version) in forms:
            raise ConfigError(
                f"{path}: form {form.name!r} has a version {form.version!r} in another file already; "
                "give this one another version: filled-in forms keep the one they were filled in by"
            )
        forms[form.name, form.version] = form
    return forms


def find_form(forms: Forms, name: str, version: str | None) -> Form | None:
    """Return a form by name and version; without a version the only one of that name."""
    if version:
        return forms.get((name, version))
    of_name = [form for (known, _), form in forms.items() if known == name]
    return of_name[0] if len(of_name) == 1 else None


def name_forms(forms: Iterable[tuple[str, str]]) -> str:
    """Return the forms there are, for messages."""
    return (
        ", ".join(f"{name} {version}" for name, version in forms) or "none: write forms/NAME.toml"
    )


def _load_form(path: Path) -> Form:
    """Read and validate one file."""
    try:
        text = path.read_text("utf-8")
        return Form.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from error
    except ValidationError as error:
        faults = [describe_fault(fault, text) for fault in error.errors()]
        raise ConfigError("\n".join([f"{path}:", *faults])) from error
