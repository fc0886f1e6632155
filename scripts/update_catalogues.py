"""`make locale`: find every sentence, bring the catalogues up to date, say what is untranslated."""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "reports" / "locale"
LANGUAGES = ("uk", "ru")
KEYWORDS = {"say": None, "mark": None, "say_many": (2, 3)}  # which arguments are sentences
SPOKEN_IN_ENGLISH = "backtest"  # files of the backtest's page, which only its maker reads
HEADER = """\
# What the bulletin and the messages say. `make locale` keeps the list of sentences; people write
# each msgstr. A place in braces stays as it is and may move; sentences with a number have the
# forms of 1, 2 and 5. Topics' names stand in the nominative, set off by quotes.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=3; plural={rule};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
Sentence = str | tuple[str, str]


def main() -> int:
    """Rewrite the catalogues; fail when a sentence waits for its translation."""
    waiting = 0
    for language in LANGUAGES:
        catalogue = fresh_catalogue(language)
        path_of(language).write_bytes(written(catalogue))
        missing = untranslated(catalogue)
        waiting += len(missing)
        print(f"{language}: {len(catalogue)} sentences, {len(missing)} to be translated")
        print("".join(f"    {sentence}\n" for sentence in missing), end="")
    if waiting:
        print(f"Write their msgstr in {LOCALE.relative_to(ROOT)}/*/LC_MESSAGES/messages.po.")
    return 1 if waiting else 0


def path_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def fresh_catalogue(language: str) -> Catalog:
    """Return a catalogue with exactly the sentences of today, translated as far as they were."""
    catalogue = read_po(io.BytesIO(path_of(language).read_bytes()), locale=language)
    catalogue.update(found(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def found() -> Catalog:
    """Return every sentence of the package and its templates, with the files that say it."""
    catalogue = Catalog()
    for path in _files("trend_lib", "*.py"):
        for sentence in sentences_of(path.read_text("utf-8")):
            catalogue.add(sentence, locations=[(_name(path), 0)])
    for path in _files("reports/templates", "*.j2"):
        with path.open("rb") as template:
            for _, sentence, _, _ in extract("jinja2.ext:babel_extract", template, KEYWORDS):
                catalogue.add(sentence, locations=[(_name(path), 0)])
    return catalogue


def sentences_of(code: str) -> Iterator[Sentence]:
    """Yield the sentences of a Python file: Babel's reader overlooks calls inside calls."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in KEYWORDS:
            places = KEYWORDS[node.func.id] or (1,)
            said = [node.args[at - 1] for at in places]
            texts = [one.value for one in said if isinstance(one, ast.Constant)]
            if len(texts) == len(places):
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the sentences without a translation, or without one of its forms."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not _is_whole(message.string)
    ]


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue sorted by file, without line numbers: they would change with every edit."""
    po = io.BytesIO()
    write_po(po, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=True)
    return (
        HEADER.format(language=catalogue.locale, rule=catalogue.plural_expr).encode()
        + po.getvalue()
    )


def _files(folder: str, pattern: str) -> list[Path]:
    """Return the files that may hold sentences."""
    found_files = sorted((ROOT / folder).rglob(pattern))
    return [path for path in found_files if not path.name.startswith(SPOKEN_IN_ENGLISH)]


def _is_whole(translation: str | list[str] | tuple[str, ...]) -> bool:
    """Tell whether every form is there."""
    return bool(translation) and all(translation)


def _name(path: Path) -> str:
    """Return a file's name as catalogues show it."""
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
