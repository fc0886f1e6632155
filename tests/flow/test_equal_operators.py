"""A public table of eight agents whose scores are noise: the scorecard accuses nobody, and the bulletin says so."""

import shutil

import pytest

from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.making import make_home
from trend_lib.running import run

from .conftest import REAL

CALLS = REAL / "pwc_call_centre" / "Call-Center-Dataset.xlsx"
SAID = "8 operators were compared on the same cases: none stands out beyond chance."


@pytest.mark.slow
def test_of_eight_agents_who_are_alike_nobody_is_accused_and_the_bulletin_says_so(tmp_path):
    if not CALLS.is_file():
        pytest.skip("the public table is not beside this checkout")
    home = tmp_path / "home"
    make_home(home, "call_centre_workbook")
    (home / "drop" / "calls").mkdir(exist_ok=True)
    shutil.copy(CALLS, home / "drop" / "calls")
    week = run(home, "latest")["week"]
    with open_warehouse(Home(home)) as con:
        compared = con.execute(
            "SELECT count(DISTINCT operator_id), count(stands_out), count(changed_since) FROM quality.operator_scores "
            "WHERE status = 'compared'"
        ).fetchone()
    assert compared == (8, 0, 0)
    folder = home / "bulletins" / week[:4] / week[5:].lower() / "en"
    texts = [
        file.read_text("utf-8") for file in folder.iterdir() if file.suffix in {".html", ".txt"}
    ]
    told = [text for text in texts if SAID in " ".join(text.split())]
    assert len(told) >= 2, [len(text) for text in texts]  # on the page and in the mail's text
