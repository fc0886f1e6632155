"""`trends doctor`: what is well, what wants a look, what must be mended, each with its cure."""

from __future__ import annotations

import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from trend_lib import __version__, alerts, sources, topics
from trend_lib.base.errors import TrendError
from trend_lib.base.fetch_settings import token_of, token_variable
from trend_lib.base.home import open_home
from trend_lib.base.registers import load_registers
from trend_lib.base.secrets import Secrets, team_webhook
from trend_lib.base.warehouse import open_warehouse
from trend_lib.summing import looking, query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.drop_state import DropState

Finding = dict[str, str]
PACKAGES = ("apache-airflow", "duckdb", "pandas", "scipy", "scikit-learn", "slack-sdk", "altair")
NO_SUCH_TOPIC = """
SELECT DISTINCT topic_id FROM registers.level_shifts
WHERE topic_id <> 0 AND topic_id NOT IN (SELECT topic_id FROM topics.topics) ORDER BY topic_id
"""
CONNECTION_WORDS = r"(?i)connect|підключ|подключ"
CONNECTIONS = """
SELECT topic_id, name FROM topics.topics
WHERE state IN ('young', 'lasting') AND topic_id > 1 AND kind = 'marketing'
    AND (regexp_matches(name, $1) OR regexp_matches(array_to_string(keywords, ' '), $1))
ORDER BY topic_id LIMIT 5
"""  # of those who want something new: who complains of a lost connection is another kind
SAID_OF = {
    "unknown": "may or may not have arrived, and are not sent again unseen",
    "failed": "did not go out",
}
DELIVERED = """
SELECT source, path, state, note FROM sources.deliveries
WHERE note IS NOT NULL OR state <> 'landed' ORDER BY sequence DESC, path
"""


def examine(given: Path | None) -> dict[str, Any]:
    """Look at everything that commonly goes wrong; never stop at the first fault."""
    findings = [*_versions()]
    try:
        home = open_home(given)
    except TrendError as error:
        findings.append(_finding("fail", "home", str(error)))
    else:
        findings += [_finding("ok", "home", str(home.path)), *_all_of(home)]
    order = {"fail": 0, "warn": 1, "ok": 2}
    findings.sort(key=lambda finding: order[finding["level"]])
    return {"is_well": findings[0]["level"] != "fail", "findings": findings}


def _all_of(home: Home) -> Iterator[Finding]:
    """Yield what every part of a home has to say."""
    for part in (_sources, _warehouse, _registers, _topics, _callbacks, _channels, _messages):
        try:
            yield from part(home)
        except TrendError as error:
            yield _finding("fail", part.__name__.strip("_"), str(error))


def _versions() -> Iterator[Finding]:
    """Python and the packages that matter."""
    yield _finding(
        "ok", "versions", f"complaint-trends {__version__}, Python {sys.version.split()[0]}"
    )
    for package in PACKAGES:
        try:
            yield _finding("ok", "versions", f"{package} {version(package)}")
        except PackageNotFoundError:
            yield _finding("fail", "versions", f"{package} is not installed: install again")


def _sources(home: Home) -> Iterator[Finding]:
    """Each source and the files it finds."""
    if not home.config.sources:
        yield _finding("fail", "sources", "none configured: add [[sources]] to trends.toml")
    for source, state in zip(home.config.sources, sources.look(home), strict=True):
        yield _files_of(home, state)
        yield from _fetch_of(home, source)


def _files_of(home: Home, state: DropState) -> Finding:
    """Tell who reads a source, how many files lie there and wait, or where they are looked for."""
    what = f"source {state.source}"
    read_by = f"{state.holds} by the reader {state.reader}"
    if state.wrong:
        return _finding("fail", what, state.wrong)
    if not state.files:
        is_fetched = home.config.source(state.source).is_fetched
        cure = f"trends fetch {state.source}" if is_fetched else "put exports there"
        lacking = f"{read_by}: no file at {home.path / state.path}: {cure}"
        return _finding("warn", what, lacking)
    waiting = (
        f"waiting for the next run: {state.waiting}" if state.waiting else "all of them landed"
    )
    growing = f" (may still be growing: {state.growing})" if state.growing else ""
    return _finding(
        "ok", what, f"{read_by}: {state.files} files at {state.path}, {waiting}{growing}"
    )


def _fetch_of(home: Home, source: SourceConfig) -> Iterator[Finding]:
    """Tell how the last fetch of a source ended, and whether the next can begin."""
    if not source.is_fetched:
        return
    state, what = sources.last_fetch(home, source.name), f"fetch {source.name}"
    if source.live and not source.connection and not token_of(source.name).get_secret_value():
        variable = token_variable(source.name)
        yield _finding("warn", what, f"no token here: set {variable}, or name a connection")
    if state.fault:
        yield _finding("warn", what, f"stopped: {state.fault}")
    elif state.whole_at is None:
        yield _finding("warn", what, f"never fetched: trends fetch {source.name}")
    else:
        yield _finding("ok", what, f"whole at {state.whole_at:%Y-%m-%d %H:%M} UTC")


def _warehouse(home: Home) -> Iterator[Finding]:
    """What the deliveries and the quarantine say."""
    if not home.warehouse.exists():
        yield _finding("warn", "warehouse", "not there yet: trends run latest")
        return
    with looking(home) as con:
        for row in query(con, DELIVERED):
            level = "fail" if row["state"] == "refused" else "warn"
            yield _finding(level, f"delivery {row['path']}", row["note"] or row["state"])
        rows = query(con, "SELECT count(*) AS rows FROM sources.quarantine")[0]["rows"]
    said = f"{rows:,} rows are set aside: trends quarantine" if rows else "nothing is set aside"
    yield _finding("warn" if rows else "ok", "quarantine", said)


def _registers(home: Home) -> Iterator[Finding]:
    """Registers that load, and what an empty one costs."""
    costs = {
        "exposures": "no rates per 1,000 subscribers",
        "playbook": "no owner and no countermeasure is suggested",
        "recipients": "nobody gets the bulletin by mail",
        "holidays": "a holiday may look like a drop",
    }
    with open_warehouse(home) as con:
        load_registers(home, con)
        for name, cost in costs.items():
            rows = query(con, f"SELECT count(*) AS rows FROM registers.{name}")[0]["rows"]  # noqa: S608 - our own names
            said = f"{rows:,} rows" if rows else f"empty, so {cost}: fill registers/{name}.csv"
            yield _finding("ok" if rows else "warn", f"register {name}", said)
        for row in query(con, NO_SUCH_TOPIC):
            yield _finding(
                "warn",
                "register level_shifts",
                f"there is no topic {row['topic_id']}, so its new level does nothing: trends topics "
                "lists them",
            )


def _topics(home: Home) -> Iterator[Finding]:
    """Whether the topics still find the teacher that they were made with."""
    if home.warehouse.exists():
        with looking(home) as con:
            level, says = topics.examine_teacher(con, home.config.topics)
        yield _finding(level, "topics", says)


def _callbacks(home: Home) -> Iterator[Finding]:
    """Whether subscribers are called after a new connection, and which topic such a list needs."""
    lists = home.config.callbacks.lists
    if not home.warehouse.exists() or any(one.topics for one in lists.values()):
        return
    with looking(home) as con:
        found = query(con, CONNECTIONS, [CONNECTION_WORDS])
    if found:
        named = ", ".join(f"{row['topic_id']} “{row['name']}”" for row in found)
        ids = ", ".join(str(row["topic_id"]) for row in found)
        yield _finding(
            "warn",
            "call-backs",
            f"nobody is called after a new connection; topics that sound like one: {named}. "
            f"Add [callbacks.lists.new_connection] with topics = [{ids}] to trends.toml, without those that are not",
        )


def _channels(home: Home) -> Iterator[Finding]:
    """Where messages would go."""
    settings, secrets = home.config.alerts, Secrets()
    slack = settings.slack_channel and secrets.slack_token.get_secret_value()
    mail = settings.smtp_host and settings.mail_from
    if slack:
        for level, says in alerts.examine_slack(home):
            yield _finding(level, "slack", says)
    elif secrets.slack_webhook.get_secret_value():
        yield _finding("ok", "slack", "by an incoming webhook: no updates, threads or buttons")
    else:
        cure = "set [alerts] slack_channel and TRENDS_SLACK_TOKEN"
        yield _finding("warn", "slack", f"to files in outbox/: {cure}")
    if hooked := sorted(team for team in settings.teams if team_webhook(team)):
        says = f"an incoming webhook each: {', '.join(hooked)}; used where no bot is"
        yield _finding("ok", "teams", says)
    yield _finding(
        "ok" if mail else "warn",
        "mail",
        f"by {settings.smtp_host}" if mail
        else "to files in outbox/: set [alerts] smtp_host and mail_from",
    )  # fmt: skip


def _messages(home: Home) -> Iterator[Finding]:
    """Messages that wait for a person."""
    found = Counter(row["state"] for row in alerts.list_open(home))
    for state, messages in sorted(found.items(), reverse=True):
        yield _finding("warn", "messages", f"{messages:,} {SAID_OF[state]}: trends alerts")
    if not found:
        yield _finding("ok", "messages", "none waits for an answer")


def _finding(level: str, what: str, says: str) -> Finding:
    """One line of the answer."""
    return {"level": level, "what": what, "says": says}
