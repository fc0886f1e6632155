"""The source that every home has without naming it: people's answers, signed, in inbox/."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pydantic import SecretBytes

from trend_lib.base.errors import ConfigError
from trend_lib.base.inbox import INBOX
from trend_lib.base.secrets import answers_key
from trend_lib.base.settings import SourceConfig

if TYPE_CHECKING:
    from trend_lib.base.home import Home


class InboxConfig(SourceConfig):
    """A source whose events must be signed."""

    key: SecretBytes


def received_sources(home: Home) -> tuple[SourceConfig, ...]:
    """Return the configured sources, and the inbox."""
    for source in home.config.sources:
        if source.name == INBOX or PurePosixPath(source.path).parts[:1] == (INBOX,):
            raise ConfigError(
                f"source {source.name}: inbox/ is read in every home without being named, and only answers signed by "
                "the home count; take this source out, or give it another name and a folder below drop/"
            )
    inbox = InboxConfig(
        name=INBOX,
        reader="answers",
        holds="answers",
        path=f"{INBOX}/*.json",
        delivers="weekly",
        settle_seconds=0,  # written by rename: whole from the first moment
        key=SecretBytes(answers_key(home.path)),
    )
    return (*home.config.sources, inbox)
