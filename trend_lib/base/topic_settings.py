"""What `trends.toml` may say about the grouping of requests by topics."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

TEACHER = re.compile(r"auto|none|bundled|(fastembed|sentence-transformers):.+")
TEACHERS = (
    "auto, none, bundled, fastembed:<name or folder>, "
    "sentence-transformers:<name, folder or package>"
)


class NamerConfig(BaseModel):
    """A language model that names topics, at an OpenAI-compatible address; its key is TRENDS_LLM_KEY."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    base_url: str = Field(default="", pattern=r"^(https?://\S+)?$")  # empty: names are our own
    model: str = ""
    timeout_seconds: float = Field(default=20, ge=1, le=120)


class TopicsConfig(BaseModel):
    """How requests are grouped."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start_weeks: int = Field(default=26, ge=1, le=260)  # the first fit reads at most these weeks
    max_start_texts: int = Field(default=20_000, ge=200)  # distinct texts in the first fit
    min_topic_texts: int = Field(default=6, ge=2)  # a smaller group is no topic yet
    novelty_weeks: int = Field(default=3, ge=1, le=12)  # a text is 'recent' this long
    history_texts: int = Field(
        default=4_000, ge=500, le=20_000
    )  # contacts that stand for all that came before
    seed: int = Field(default=7, ge=0)
    encoder: Literal["auto", "tfidf", "distilled", "teacher"] = "auto"  # auto: the best installed
    teacher: str = "auto"  # auto: the bundled one where it is installed
    teacher_texts: int = Field(default=4_000, ge=200, le=8_000)  # the teacher reads of a fit
    asked_share: float = Field(default=0.03, ge=0, le=0.5)  # strange texts it is asked about later
    allow_download: bool = False  # of a model that `teacher` names on a hub
    llm: NamerConfig = NamerConfig()

    @field_validator("teacher")
    @classmethod
    def _known(cls, teacher: str) -> str:
        if not TEACHER.fullmatch(teacher):
            raise ValueError(f"it is one of: {TEACHERS}")
        return teacher
