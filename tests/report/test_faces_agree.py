"""Every figure of the bulletin is the same in all its faces, in Slack, in the appendix and in the archive."""

import io
import json
import random
import re
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from tests.report import seeding
from tests.report.told import figures_of, rows_of, shown, squeezed
from trend_lib.alerts.episode_alert import read_episode_alerts
from trend_lib.alerts.slack_message import Extras, episode_message
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import figures, publish
from trend_lib.report.compose import compose
from trend_lib.report.stored import read_week
from trend_lib.summing import summarise

FACES = {"page": "index.html", "mail": "mail.html", "text": "mail.txt"}
NEAR = 900  # letters after a name, in which its figures must stand
NEAR_SPIKE = 9000  # on the page its drawings and their tables lie between
IN_DRAWINGS = (
    r"moments\[\]\.label|\.ticks|range_name|spark\."  # where they are letters of a picture
)
# What each face leaves out, said once. All else must stand in it, to the letter.
LEFT_OUT = {
    "page": (
        r"^subject$",  # the mail's
        r"^spikes\[\]\.where$",  # drawn as bars instead
        r"^further_spikes\[\]\.(sentence|chance|where|since|known_events|quotes|due|terms|days)",  # one line each
        r"by_kind\[\]\.told$",  # a table instead
    ),
    "mail": (
        r"^(week_code|issued)$|^indicator_weeks",
        r"\.moments\[\]|^spikes\[\]\.(places|terms|days\.(described|bars))",  # the tables and bars of the page
        r"^further_spikes\[\]\.(sentence|chance|where|since|known_events|quotes|due|terms|chart|places|days)",
        r"^(watched|resurfaced|kinds|scores|repeats|open_contacts|teams|settled)",
        r"^movers\.(sentence|rows\[\]\.interval_text)",  # bars instead
        r"^verdicts\[\]\.(basis|chart)",
        r"^completeness\.(sources|incomplete_weeks|figures)|^method",
    ),
    "text": (
        r"^(week_code|subject)$|^indicator_weeks",
        r"^total|\.chart\.(title|subtitle|described|moments)|^spikes\[\]\.(places|chart)",  # drawings
        r"^further_spikes\[\]\.(sentence|chance|where|since|known_events|quotes|due|terms|days)",
        r"^scores\.(described|by_channel|rows\[\]\.mean_text)|by_kind\[\]\.ages_text",
        r"^completeness\.figures",  # the sums of the rows of each source
    ),
}  # fmt: skip


def seen(face, bulletin):
    """The bulletin as a face lays it out: the mail tells folded spikes in a line, and one quote of each."""
    if face != "mail":
        return bulletin
    folded = tuple(spike for spike in bulletin.spikes if spike.is_folded)
    told = tuple(
        replace(spike, quotes=spike.quotes[:1]) for spike in bulletin.spikes if not spike.is_folded
    )
    return replace(bulletin, spikes=told, further_spikes=folded + bulletin.further_spikes)


def is_left_out(face, path):
    return re.search(IN_DRAWINGS, path) or any(re.search(left, path) for left in LEFT_OUT[face])


def random_spikes(seed):
    """Up to nine spikes of any size, with expectations that are no whole numbers."""
    rng = random.Random(seed)
    spiking = {}
    for topic in rng.sample(sorted(seeding.TOPICS), rng.randint(1, 9)):
        expected = rng.choice([rng.uniform(0.2, 9), rng.uniform(10, 2000)])
        reach = rng.uniform(0.2, 0.9)
        observed = int(expected * (1 + reach) + rng.uniform(4, 3000))
        spiking[topic] = (observed, expected, expected * (1 - reach), expected * (1 + reach))
    return spiking


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"seed {seed}")
def told(request, tmp_path_factory):
    """A home of random figures, its bulletin, and all that was published of it."""
    home = seeding.new_home(tmp_path_factory.mktemp("random"))
    seeding.seed(home, spiking=random_spikes(request.param))
    folder = publish(home, seeding.WEEK).path.parent
    with open_warehouse(home) as con:
        stored = read_week(con, seeding.WEEK, home.config.report.weeks_shown)
    faces = {name: (folder / file).read_text("utf-8") for name, file in FACES.items()}
    return home, folder, compose(stored, home.config, "en"), faces


@pytest.mark.parametrize("face", FACES)
def test_every_figure_stands_in_every_face_that_shows_it(told, face):
    _, _, bulletin, faces = told
    said = shown(faces[face])
    missing = [
        (path, text)
        for path, text in figures_of(seen(face, bulletin))
        if not is_left_out(face, path) and squeezed(text) not in said
    ]
    assert missing == []


@pytest.mark.parametrize("face", FACES)
def test_the_figures_of_a_thing_stand_beside_its_name(told, face):
    _, _, bulletin, faces = told
    said = shown(faces[face])
    for name, beside in rows_of(seen(face, bulletin)):
        reach = NEAR_SPIKE if any(path.startswith("spikes[]") for path in beside) else NEAR
        wanted = [squeezed(text) for path, text in beside.items() if not is_left_out(face, path)]
        places = [at.end() for at in re.finditer(re.escape(squeezed(name)), said)]
        beside_it = [said[max(0, at - NEAR // 3) : at + reach] for at in places]
        assert any(all(text in near for text in wanted) for near in beside_it) or not wanted, (
            name, beside,
        )  # fmt: skip


def test_what_a_face_leaves_out_is_only_what_the_bulletin_has(told):
    paths = [path for path, _ in figures_of(told[2])]
    known = [
        *paths,
        "further_spikes[].where",
        "spikes[].terms",
        "verdicts[].basis",
    ]  # that a home may lack
    for face, left_out in LEFT_OUT.items():
        assert [
            left for left in left_out if not any(re.search(left, path) for path in known)
        ] == [], face


def test_spikes_add_up_to_what_the_lead_explains(told):
    _, _, bulletin, _ = told
    shown_spikes = bulletin.spikes + bulletin.further_spikes
    surplus = sum(spike.observed - number(spike.expected_text) for spike in shown_spikes)
    assert figures.count(surplus) in bulletin.lead[1]
    extra = re.search(r"of the ([\d,]+) contacts beyond", bulletin.lead[1])
    if extra:
        assert number(extra[1]) == bulletin.contacts - whole_expectation(told)
        assert number(extra[1]) >= surplus


def number(written):
    return 0 if written == "fewer than 1" else int(written.replace(",", "").replace("−", "-"))


def whole_expectation(told):
    with open_warehouse(told[0]) as con:
        (expected,) = con.execute(
            "SELECT expected FROM episodes.series_weeks WHERE topic_id = 0 AND slice_dim = 'all' AND week_start = ?",
            [seeding.WEEK.start],
        ).fetchone()
    return figures.whole(expected)


def test_places_and_products_add_up_to_each_spike(told):
    for spike in told[2].spikes:
        assert spike.places
        for chart in spike.places:
            assert sum(bar.observed for bar in chart.bars) == spike.observed
            assert sum(bar.expected for bar in chart.bars) == number(spike.expected_text)


def test_days_add_up_to_each_spike(told):
    for spike in told[2].spikes:
        assert len(spike.days.bars) == 7
        assert sum(bar.observed for bar in spike.days.bars) == spike.observed


def test_kinds_add_up_to_all_contacts(told):
    assert sum(panel.chart.moments[-1].observed for panel in told[2].kinds) == told[2].contacts


def test_ages_and_kinds_add_up_to_what_is_open(told):
    open_contacts = told[2].open_contacts
    everything = sum(bar.observed for bar in open_contacts.chart.bars)
    assert open_contacts.sentence.startswith(f"{everything:,} contacts")
    assert sum(number(row.all_text) for row in open_contacts.by_kind) == everything


def test_slack_tells_the_same_figures_of_an_episode(told):
    home, _, bulletin, _ = told
    with open_warehouse(home) as con:
        found = read_episode_alerts(con, seeding.WEEK, [])
    alerts = {alert.topic_name: alert for alert in found if alert.grade}
    for spike in bulletin.spikes + bulletin.further_spikes:
        alert = alerts[spike.name]
        message = episode_message(alert, Extras())
        lower, upper = figures.bounds(alert.lower, alert.upper)
        span = "none" if upper == "0" else f"{lower}–{upper}"
        assert message.text.endswith(f"{spike.observed_text} contacts, expected {span}")
        assert lower in spike.sentence or "none" in spike.sentence
        assert upper in spike.sentence or "none" in spike.sentence
        bars = {bar.name: bar.observed for chart in spike.places for bar in chart.bars}
        for driver in alert.where("region") + alert.where("product"):
            assert bars.get(driver.slice_value, driver.observed) == driver.observed


def test_the_appendix_has_the_same_figures(told):
    _, folder, bulletin, _ = told
    book = CalamineWorkbook.from_filelike(io.BytesIO((folder / "appendix.xlsx").read_bytes()))
    sheets = {name: book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names}
    topics = {row[0]: row for row in sheets["Topics"]}
    spikes = {row[0]: row for row in sheets["Spikes"]}
    assert figures.count(topics["All contacts"][3]) == bulletin.indicators[0].figure
    assert {mover.name: mover.now_text for mover in bulletin.movers.rows} == {
        mover.name: figures.count(topics[mover.name][3]) for mover in bulletin.movers.rows
    }
    for spike in bulletin.spikes + bulletin.further_spikes:
        row = spikes[spike.name]
        assert (figures.count(row[4]), figures.expected_count(row[5])) == (
            spike.observed_text,
            spike.expected_text,
        )
        assert spike.countermeasure.startswith(row[9])  # the page adds the effect expected
        assert row[10] in {spike.owner, ""}
    for source in bulletin.completeness.sources:
        row = next(row for row in sheets["Sources"] if row[0] == source.name)
        assert tuple(figures.count(cell) for cell in row[4:8]) == source.rows_text


def test_the_appendix_tells_of_every_measure_what_the_bulletin_tells(told):
    _, folder, bulletin, _ = told
    book = CalamineWorkbook.from_filelike(io.BytesIO((folder / "appendix.xlsx").read_bytes()))
    rows = book.get_sheet_by_name("Countermeasures").to_python()[1:]
    assert sorted((row[0], row[4]) for row in rows) == sorted(
        (verdict.name, verdict.verdict) for verdict in bulletin.verdicts
    )
    for verdict in bulletin.verdicts:
        assert verdict.chart.moments[-1].observed_text in shown(told[3]["page"])


def test_archive_record_and_summary_tell_the_same(told):
    home, _, bulletin, _ = told
    spikes = bulletin.spikes + bulletin.further_spikes
    listed = json.loads((home.path / "bulletins/archive.json").read_text("utf-8"))["bulletins"][0]
    assert (listed["verdict"], listed["contacts"], listed["spikes"]) == (
        bulletin.verdict, bulletin.contacts, len(spikes),
    )  # fmt: skip
    summary = summarise(home.path, str(seeding.WEEK))
    assert summary["bulletins"][0]["verdict"] == bulletin.verdict
    assert summary["bulletins"][0]["subject"] == bulletin.subject
    alarming = {row["topic_name"]: row for row in summary["episodes"] if row["grade"]}
    assert {spike.name: (spike.observed, spike.expected_text) for spike in spikes} == {
        name: (row["observed"], figures.expected_count(row["expected"]))
        for name, row in alarming.items()
    }
