"""Names that a language model finds in a text, for homes that have installed one (Microsoft Presidio).

Our own finder knows names by what stands around them ("my name is ..."); a model also finds those
in the middle of a sentence, and takes other words for names. So it is asked only before storing,
never by the last check of a message, which a wrong find would hold back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Finder = Callable[[str], Iterator[tuple[int, int]]]

PERSON = "PERSON"
FEWEST_LETTERS = 3  # a shorter find is an initial, or half a word
SCRIPTS = {
    "uk": re.compile("[А-ЯІЇЄҐ][а-яіїєґ]"),
    "ru": re.compile("[А-ЯЁ][а-яё]"),
    "en": re.compile("[A-Z][a-z]"),
}


@lru_cache(maxsize=4)
def person_finder(models: tuple[tuple[str, str], ...]) -> Finder:
    """Return the finder of names by the models of some languages; `ConfigError` when one is not there."""
    for _, model in models:
        _require(model)
    analyzer = _analyzer(models)

    def spans(text: str) -> Iterator[tuple[int, int]]:
        found = [
            (one.start, one.end)
            for language, _ in models
            if SCRIPTS[language].search(text)
            for one in analyzer.analyze(text, language=language, entities=[PERSON])
        ]
        return _apart(found)

    return spans


def _apart(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans from left to right; of those that overlap, the first and longest."""
    done = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= done and end - start >= FEWEST_LETTERS:
            yield start, end
            done = end


def _analyzer(models: tuple[tuple[str, str], ...]) -> Any:
    """Return Presidio's analyzer with these spaCy models, each loaded once."""
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415 - an extra, and slow
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415 - the same

    named = [{"lang_code": language, "model_name": model} for language, model in models]
    engine = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": named}
    ).create_engine()
    languages = [language for language, _ in models]
    return AnalyzerEngine(nlp_engine=engine, supported_languages=languages)


def _require(model: str) -> None:
    """Raise `ConfigError` with the cure: nothing is ever downloaded in a run."""
    try:
        import presidio_analyzer  # noqa: F401, PLC0415 - an extra
        import spacy.util  # noqa: PLC0415 - comes with it
    except ImportError as error:
        raise ConfigError(
            "[privacy.name_models] needs Presidio: pip install 'complaint-trends[presidio]'"
        ) from error
    if not (spacy.util.is_package(model) or Path(model).is_dir()):
        raise ConfigError(
            f"[privacy.name_models]: the model {model!r} is not installed: "
            f"python -m spacy download {model}, or name a folder that holds one"
        )
