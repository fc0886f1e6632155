"""The names that persons gave topics, by the register or by an answer; in one language, or in all of them.

Which names stand follows from all that was ever said, in order of time, and from the names that topics were born
with: so it does not matter when an answer comes in, and a line taken out of the file is undone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.base.errors import ConfigError
from trend_lib.topics.kinds.example import KINDS
from trend_lib.topics.lineage import note
from trend_lib.topics.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from trend_lib.base.weeks import Week
    from trend_lib.topics.heard import Heard

NAMES_FILE = "registers/topic_names.csv"
EVERY = ""  # the language of a name that holds in all
LONG_AGO = datetime.min  # noqa: DTZ901 - UTC without a zone, as stored
NAMED_LATER = f"{NAMES_FILE} calls it otherwise, later"
NO_TOPIC = "there is no topic {topic_id} yet"
BORN_NAMES = """
SELECT topics.topic_id, coalesce(renamed.before, topics.name) AS born, topics.name, topics.state
FROM topics.topics
LEFT JOIN (
    SELECT topic_id, arg_min(detail, event) AS before FROM topics.lineage WHERE what = 'renamed' GROUP BY topic_id
) AS renamed ON topics.topic_id = renamed.topic_id
ORDER BY topics.topic_id
"""
LINES = """
SELECT topic_id, coalesce(language, ''), name, said_at, coalesce(who, ?), '', kind
FROM registers.topic_names ORDER BY rowid
"""


class GivenName(NamedTuple):
    """What a person calls a topic."""

    topic_id: int
    language: str
    name: str
    said_at: datetime | None  # empty: before every answer
    who: str
    answer_id: str = ""  # empty: a line of the register
    kind: str | None = None


@dataclass
class Names:
    """What topics are called."""

    born: dict[int, str]
    of_languages: dict[tuple[int, str], str]  # as the engine named them
    merged: set[int] = field(default_factory=set)
    given: dict[tuple[int, str], GivenName] = field(default_factory=dict)

    def shown(self, topic_id: int, language: str) -> str:
        """Return a topic's name for the readers of a language."""
        for asked in (language, EVERY):
            if (topic_id, asked) in self.given:
                return self.given[topic_id, asked].name
        return self.of_languages.get((topic_id, language), self.born[topic_id])

    def bearer(self, said: GivenName, languages: Iterable[str]) -> int | None:
        """Return another topic that bears a name already for some reader."""
        others = (topic_id for topic_id in self.born if topic_id != said.topic_id)
        return next(
            (one for one in others if any(self.shown(one, where) == said.name for where in languages)),
            None,
        )  # fmt: skip


def apply_names(
    con: duckdb.DuckDBPyConnection, week: Week, heard: Sequence[Heard]
) -> dict[str, str]:
    """Write the names and kinds that persons gave; return why not for the answers that changed nothing."""
    lines = [GivenName(*row) for row in con.execute(LINES, [NAMES_FILE]).fetchall()]
    _refuse_wrong_lines(lines)
    rows = con.execute(BORN_NAMES).fetchall()
    engine = con.execute("SELECT topic_id, language, name FROM topics.names").fetchall()
    names = Names(
        {topic_id: born for topic_id, born, *_ in rows},
        {(topic_id, language): name for topic_id, language, name in engine},
        {topic_id for topic_id, *_, state in rows if state == "merged"},
    )
    why_not = fold_names(names, lines, heard)
    _write_names(con, week, names, {topic_id: name for topic_id, _, name, _ in rows})
    _write_kinds(con, lines)
    return why_not


def fold_names(names: Names, lines: Iterable[GivenName], heard: Iterable[Heard]) -> dict[str, str]:
    """Let people's names stand; return why not of each answer, and raise at lines that cannot be."""
    of_file = {(one.topic_id, one.language): one for one in lines if one.topic_id in names.born}
    names.given |= of_file
    for line in of_file.values():
        _refuse_a_taken_name(names, line)
    why_not = {}
    for one in heard:
        said = GivenName(one.topic_id, one.language, one.said, one.said_at, one.who, one.answer_id)
        written = of_file.get((said.topic_id, said.language))
        fault = _fault_of_answer(names, said, written)
        if fault:
            why_not[said.answer_id] = fault
        else:
            kind = written.kind if written else None
            names.given[said.topic_id, said.language] = said._replace(kind=kind)
    return why_not


def _fault_of_answer(names: Names, said: GivenName, line: GivenName | None) -> str:
    """Return why a name cannot stand."""
    if said.topic_id not in names.born:
        return NO_TOPIC.format(topic_id=said.topic_id)
    if line and said.said_at and (line.said_at or LONG_AGO) >= said.said_at:
        return NAMED_LATER
    readers = (said.language,) if said.language else (EVERY, *LANGUAGES)
    bearer = names.bearer(said, readers)
    return f"topic {bearer} is called so" if bearer else ""


def _refuse_wrong_lines(lines: Sequence[GivenName]) -> None:
    """Say which topic the file names twice, or gives a kind or a language that is none."""
    for (topic_id, language), times in Counter(one[:2] for one in lines).items():
        if times > 1:
            where = f" for {language!r}" if language else ""
            raise ConfigError(
                f"{NAMES_FILE}: {topic_id} stands there {times} times{where}; keep one line of it"
            )
    for one in lines:
        for what, word, words in (
            ("kind", one.kind or "", KINDS),
            ("language", one.language, LANGUAGES),
        ):
            if word and word not in words:
                raise ConfigError(
                    f"{NAMES_FILE}: the {what} of {one.topic_id} is {word!r}; it is one of {', '.join(words)}, or empty"
                )


def _refuse_a_taken_name(names: Names, line: GivenName) -> None:
    """Two topics of one name cannot be told apart in a bulletin; two may exchange their names."""
    bearer = names.bearer(line, (line.language,))
    if bearer is None:
        return
    cure = (
        f"rename {bearer} NAME` first, past weeks show it"
        if bearer in names.merged
        else f"merge {line.topic_id} {bearer}`"
    )
    raise ConfigError(
        f"{NAMES_FILE}: {line.topic_id} cannot be called {line.name!r}, {bearer} is; "
        f"choose another name, or `trends topics {cure}"
    )


def _write_names(
    con: duckdb.DuckDBPyConnection, week: Week, names: Names, stored: dict[int, str]
) -> None:
    """Bring `topics.topics` and `topics.given_names` to the names that stand; a changed one is noted."""
    called = {topic_id: names.shown(topic_id, EVERY) for topic_id in names.born}
    bearers = {name: topic_id for topic_id, name in reversed(called.items())}
    for topic_id, name in called.items():
        by = names.given.get((topic_id, EVERY))
        own = name if by or bearers[name] == topic_id else f"{name} ({topic_id})"
        if own != stored[topic_id]:
            con.execute("UPDATE topics.topics SET name = ? WHERE topic_id = ?", [own, topic_id])
            who = by.who if by else NAMES_FILE
            note(con, week, topic_id, "renamed", None, stored[topic_id], who=who)
    before = dict(_given(con))
    con.execute("DELETE FROM topics.given_names")
    for key, given in sorted(names.given.items()):
        row = [*key, given.name, given.kind, given.said_at, given.who]
        con.execute("INSERT INTO topics.given_names VALUES (?, ?, ?, ?, ?, ?)", row)
        if given.language and before.get(key) != given.name:
            what = f"called in {given.language}"
            note(con, week, given.topic_id, what, None, given.name, who=given.who)


def _given(con: duckdb.DuckDBPyConnection) -> Iterable[tuple[tuple[int, str], str]]:
    """Yield the names given so far."""
    asked = "SELECT topic_id, language, name FROM topics.given_names"
    for topic_id, language, name in con.execute(asked).fetchall():
        yield (topic_id, language), name


def _write_kinds(con: duckdb.DuckDBPyConnection, lines: Iterable[GivenName]) -> None:
    """Write the kinds that persons gave to whole topics."""
    for one in lines:
        if one.kind is not None:
            con.execute(
                "UPDATE topics.topics SET kind = ?, kind_probability = NULL WHERE topic_id = ?",
                [one.kind, one.topic_id],
            )
