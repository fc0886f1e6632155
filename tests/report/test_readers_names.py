"""Each reader meets topics under the names of their own language; ids and figures are the same for all."""

import csv
import dataclasses
import io

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish
from trend_lib.report.appendix import read_appendix
from trend_lib.report.readers_names import appendix_for_readers, names_in, week_for_readers
from trend_lib.report.stored import read_week

SETTINGS = '[report]\nlanguages = ["en", "uk", "ru"]\n'


@pytest.fixture(scope="module")
def spoken_to_all(tmp_path_factory):
    home = seeding.seed(
        seeding.new_home(tmp_path_factory.mktemp("all") / "home", settings=SETTINGS)
    )
    with open_warehouse(home) as con:
        stored = read_week(con, seeding.WEEK, home.config.report.weeks_shown)
        appendix = read_appendix(con, seeding.WEEK)
    page = publish(home, seeding.WEEK).path
    return page.parents[1], stored, appendix


@pytest.mark.parametrize("language", seeding.NAMES)
@pytest.mark.parametrize("face", ["index.html", "mail.html", "mail.txt", "appendix.csv"])
def test_every_face_has_the_names_of_its_language_and_the_first_where_there_is_none(
    spoken_to_all, language, face
):
    told = (spoken_to_all[0] / language / face).read_text("utf-8")
    for topic_id in seeding.SPIKING:
        own, first = seeding.NAMES[language].get(topic_id), seeding.TOPICS[topic_id][0]
        assert (own or first) in told
        assert own is None or first not in told


def test_in_the_first_language_nothing_is_renamed(spoken_to_all):
    told = (spoken_to_all[0] / "en" / "index.html").read_text("utf-8")
    names = {name for named in seeding.NAMES.values() for name in named.values()}
    assert not [name for name in names if name in told]


@pytest.mark.parametrize("language", ["en", "uk", "ru", "de"])
def test_nothing_but_names_differs_between_readers(spoken_to_all, language):
    _, stored, appendix = spoken_to_all
    named = week_for_readers(stored, language)
    for field in dataclasses.fields(stored):
        before, after = getattr(stored, field.name), getattr(named, field.name)
        assert nameless(before) == nameless(after), field.name
    assert week_for_readers(named, language) == named
    listed = appendix_for_readers(appendix, names_in(language, stored.names))
    for field in dataclasses.fields(appendix):
        assert nameless(getattr(appendix, field.name)) == nameless(getattr(listed, field.name))


def nameless(rows):
    """Return rows without what is a topic's name."""
    if not isinstance(rows, list):
        return rows
    hidden = {"topic_name": "", "slice_value": ""}
    return [
        row._replace(**{name: word for name, word in hidden.items() if is_name(row, name)})
        for row in rows
    ]


def is_name(row, column):
    if column not in row._fields:
        return False
    return column == "topic_name" or row.slice_dim == "topic"


def test_the_appendix_is_told_which_topics_came_back_in_the_readers_words(spoken_to_all):
    _, stored, appendix = spoken_to_all
    listed = appendix_for_readers(appendix, names_in("uk", stored.names))
    named = {row.slice_value for row in listed.service if row.slice_dim == "topic"}
    first = {row.slice_value for row in appendix.service if row.slice_dim == "topic"}
    english = {seeding.TOPICS[topic_id][0] for topic_id in seeding.NAMES["uk"]}
    assert first & english
    assert not named & english
    assert len(named) == len(first)


def test_the_same_topics_stand_in_the_same_order_in_every_language(spoken_to_all):
    def ids(language):
        written = (spoken_to_all[0] / language / "appendix.csv").read_text("utf-8-sig")
        return [row["topic_id"] for row in csv.DictReader(io.StringIO(written))]

    assert ids("uk") == ids("ru") == ids("en")
