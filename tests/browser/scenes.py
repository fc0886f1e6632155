"""Bulletins to look at: a busy week that was corrected, a quiet one, one with missing data, a hostile one."""

from tests.report import seeding
from tests.report.backtest_answer import make_answer
from tests.report.test_faces import HOSTILE, HOSTILE_NAME
from trend_lib.report import publish, render_backtest

WEEK = seeding.WEEK


def busy(folder):
    """Three spikes, in the corrected revision, the one it replaced, and the archive of both."""
    home = seeding.seed(seeding.new_home(folder))
    publish(home, WEEK)
    with seeding.open_warehouse(home) as con:
        con.execute("UPDATE episodes.episode_weeks SET observed = 420 WHERE topic_id = 12")
    page = publish(home, WEEK).path
    return {"busy": page, "replaced": page.parent / "r1/index.html", "archive": page.parents[3] / "index.html"}  # fmt: skip


def spoken(folder):
    """The busy week as Ukrainian and Russian readers have it."""
    home = seeding.seed(seeding.new_home(folder, settings='[report]\nlanguages = ["uk", "ru"]\n'))
    page = publish(home, WEEK).path
    return {"uk": page, "ru": page.parents[1] / "ru/index.html"}


def quiet(folder):
    """Nothing rose."""
    home = seeding.seed(seeding.new_home(folder), spiking={})
    return {"quiet": publish(home, WEEK).path}


def incomplete(folder):
    """A week with missing days, in a home that has nothing but its total."""
    home = seeding.seed(seeding.new_home(folder), weeks=9, spiking={})
    with seeding.open_warehouse(home) as con:
        con.execute("DELETE FROM quality.survey_scores")
        con.execute("UPDATE weekly.source_weeks SET is_complete = false, why_incomplete = 'no record on 3 days'")  # fmt: skip
        con.execute("UPDATE episodes.series_weeks SET status = 'source_incomplete', lower = NULL, upper = NULL, expected = NULL WHERE week_start = ?", [WEEK.start])  # fmt: skip
    return {"incomplete": publish(home, WEEK).path}


def hostile(folder):
    """Three hundred spikes whose names, quotes and owners are hostile or endless."""
    many = {topic: (90 + topic, 40.0, 30.0, 55.0) for topic in range(101, 401)}
    home = seeding.seed(seeding.new_home(folder), spiking=many)
    with seeding.open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.episode_weeks SET topic_name = ?, examples = ?, owner = ?, countermeasure = ?",
            [HOSTILE_NAME, HOSTILE, HOSTILE[0], HOSTILE[2]],
        )
        con.execute("UPDATE episodes.series_weeks SET topic_name = ?", [HOSTILE_NAME])
    return {"hostile": publish(home, WEEK).path}


def backtest(folder):
    """The page of a backtest."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "backtest.html"
    file.write_text(render_backtest(make_answer()), "utf-8")
    return {"backtest": file}


SCENES = {
    "busy": busy, "replaced": busy, "archive": busy, "uk": spoken, "ru": spoken, "quiet": quiet, "incomplete": incomplete,
    "hostile": hostile, "backtest": backtest,
}  # fmt: skip


class Pages:
    """Every page by its name, its bulletin published when it is first asked for."""

    def __init__(self, folder):
        self.folder = folder
        self.made = {}

    def __getitem__(self, name):
        if name not in self.made:
            scene = SCENES[name]
            self.made |= scene(self.folder / scene.__name__)
        return self.made[name]
