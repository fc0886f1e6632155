"""Personal data planted in every text and file name of every reader stays in drop/ and landing/: byte by byte."""

import csv
import io
import json
import logging
import re
from pathlib import Path

import pytest

from tests.everything import places_of
from tests.provider import NO_TEACHER, make_provider
from tests.sources.readers.fuzzing import SEEDS
from trend_lib.base.errors import SourceError
from trend_lib.running import run

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
CANARY = (  # of ranges kept for tests and fiction, or made up
    ". Доброго дня, мене звати Мирослава Канарейко, тел. +380 67 555 01 23, canary.person@example.com, "
    "картка 4000 0000 0000 0002, IBAN DE89 3704 0044 0532 0130 00, договір № 77000123, паспорт МТ 770012"
)
NEEDLES = ("Канарейко", "Мирослава", "555 01 23", "5550123", "canary.person", "4000 0000 0000 0002", "0532 0130", "77000123", "770012")  # fmt: skip
RECEIVED = ("drop/", "landing/", "hash.key", "truth", "sample.json")
FREE = re.compile(r"[^\W\d_]{2,} [^\W\d_]+ [^\W\d_]{2,}")  # several words: nobody's state or type


def plant(content, name):
    """Return a file with the canary after every value of several words."""
    text = content.decode("utf-8")
    if name.endswith((".json", ".jsonl")):
        return plant_in_json(text).encode()
    if name.endswith(".csv"):
        return plant_in_table(text).encode()
    return content


def plant_in_json(text):
    """Plant into every object of a file, whether they stand in lines or run together; leave broken ends."""
    decoder, place, out = json.JSONDecoder(), 0, []
    while text[place:].strip():
        start = place + len(text[place:]) - len(text[place:].lstrip())
        try:
            value, place = decoder.raw_decode(text, start)
        except ValueError:
            return "".join([*out, text[start:]])
        out.append(json.dumps(with_canary(value), ensure_ascii=False) + "\n")
    return "".join(out)


def plant_in_table(text):
    delimiter = max(",;|\t", key=text.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(
        [[with_canary(cell) if len(row) > 1 else cell for cell in row] for row in rows]
    )
    return out.getvalue()


def with_canary(value):
    if isinstance(value, dict):
        return {key: with_canary(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_canary(inner) for inner in value]
    return value + CANARY if isinstance(value, str) and FREE.search(value) else value


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = make_provider(tmp_path_factory.mktemp("canary") / "home", 14, 150, NO_TEACHER)
    desk = folder / "drop" / "desk"
    for file in sorted(desk.iterdir()):
        rows = file.read_bytes().decode("cp1251").split("\r\n")
        rows[1::3] = [
            row.replace(";", f";{CANARY[2:]} ", 5).replace(f";{CANARY[2:]} ", ";", 3)
            for row in rows[1::3]
        ]
        file.write_bytes("\r\n".join(rows).encode("cp1251"))
    (desk / "обращение +380675550123 canary.person@example.com.csv").write_text(
        f"not;a;{CANARY}\n1;2;3\n", "utf-8"
    )
    sections = []
    for number, (reader, holds, seed) in enumerate(SEEDS):
        source = folder / "drop" / f"canary{number}"
        source.mkdir()
        name = Path(seed).name
        (source / f"+380675550123 {name}").write_bytes(plant((FIXTURES / seed).read_bytes(), name))
        sections.append(
            f'[[sources]]\nname = "canary{number}"\nreader = "{reader}"\nholds = "{holds}"\n'
            f'path = "drop/canary{number}/*"\nsettle_seconds = 0\n'
        )
    settings = folder / "trends.toml"
    settings.write_text(settings.read_text("utf-8") + "\n" + "\n".join(sections), "utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(home):
    """The home after its week, and all that was logged meanwhile."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with pytest.raises(SourceError) as refused:  # after everything else was done
            run(home, "latest")
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    return home, f"{log.getvalue()}\n{refused.value}"


def test_the_canary_was_received_and_read(ran):
    home, log = ran
    assert "[e-mail]" in log
    assert places_of(home, "[phone]", but=RECEIVED)["[phone]"]
    assert places_of(home, "Канарейко", but=("drop/",))["Канарейко"]


def test_the_canary_is_nowhere_else(ran):
    home, _ = ran
    assert places_of(home, *NEEDLES, but=RECEIVED) == {needle: [] for needle in NEEDLES}


def test_no_log_line_names_it(ran):
    _, log = ran
    assert [needle for needle in NEEDLES if needle in log] == []


@pytest.mark.parametrize(
    "command",
    [
        ["summary", "2026-W46", "--json"],
        ["doctor", "--json"],
        ["quarantine"],
        ["quarantine", "--json"],
        ["topics", "--json"],
        ["topics", "show", "2"],
        ["alerts", "--json"],
        ["explain", "2026-W46", "--series", "all contacts"],
        ["backtest", "--weeks", "last:3", "--plantings", "1", "--out", "OUT"],
    ],
    ids=" ".join,
)
def test_what_commands_say_and_write_names_it_not(ran, command, tmp_path):
    from typer.testing import CliRunner

    from trend_lib.cli import app

    asked = [str(tmp_path) if word == "OUT" else word for word in command]
    answer = CliRunner().invoke(app, [*asked, "--home", str(ran[0])])
    assert answer.output
    assert answer.exit_code < 2, answer.output  # 2: misuse
    written = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    told = "\n".join([answer.output, str(answer.exception), *written])
    assert [needle for needle in NEEDLES if needle in told] == []
