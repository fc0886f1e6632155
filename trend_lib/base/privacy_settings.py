"""What `trends.toml` may say about personal data: what is taken out of texts, and how long the rest is kept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Days = Annotated[int, Field(ge=0, le=3660)]  # 0: for ever


class RetentionConfig(BaseModel):
    """For how many days each kind of what people said and did is kept; counts of weeks are kept for ever."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    landing: Days = (
        0  # what was received, in landing/ and drop/; without it a week is never built again
    )
    texts: Days = 0  # redacted words of contacts and call-backs
    examples: Days = 0  # of those, the ones quoted in weeks and episodes
    contacts: Days = 0  # rows about single contacts, with the customer's hash
    survey_answers: Days = 0
    evaluations: Days = 0
    callbacks: Days = 0
    quarantine: Days = 0  # what was set aside; how many pieces stays in the deliveries' counts
    messages: Days = 0  # files in outbox/

    @model_validator(mode="after")
    def _words_leave_before_rows(self) -> RetentionConfig:
        if self.contacts and (not self.texts or self.texts > self.contacts):
            raise ValueError(
                f"contacts = {self.contacts} lets rows go, so their texts cannot stay longer: "
                f"write texts = {self.contacts} or less"
            )
        return self


class PrivacyConfig(BaseModel):
    """What is taken out of texts beyond phones, e-mails and cards, and how long the rest is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone_regions: tuple[str, ...] = ("UA", "KZ", "US")
    extra_patterns: dict[str, str] = {}  # tag = regular expression, e.g. contract = '\b\d{10}\b'
    # language = spaCy model, asked for names with complaint-trends[presidio]; none: only our own finder
    name_models: dict[Literal["uk", "ru", "en"], str] = {}
    retention: RetentionConfig = RetentionConfig()
