"""A home whose week was drawn to be listened to, by the quality room itself."""

from tests.quality.listening.test_forms import CALL
from tests.quality.measured_home import WEEK, MeasuredHome
from trend_lib.base.warehouse import hold_warehouse
from trend_lib.report.published import write_published

SETTINGS = """
[home]
provider = "Northline"
[listening]
double_share = 1
per_operator = 2
risky = 0
[desk]
quality_managers = ["marta"]
[desk.reviewers]
vera = "rv-1"
"""


def draw_sample(folder):
    """Two operators, two reviewers, every call heard twice; vera is rv-1, and marta a quality manager."""
    (folder / "registers").mkdir(parents=True)
    (folder / "registers/reviewers.csv").write_text("reviewer_id\nrv-1\nrv-2\n", "utf-8")
    (folder / "forms").mkdir()
    (folder / "forms/call.toml").write_text(CALL, "utf-8")
    made = MeasuredHome(folder, SETTINGS)
    with hold_warehouse(made.home):
        for number in range(8):
            made.contact(
                f"calls:{number}", number % 5, channel="call", operator_id=f"op-{number % 2}"
            )
        for reviewer in ("rv-1", "rv-2"):
            made.insert("registers.reviewers", {"reviewer_id": reviewer})
        made.measured()
    write_published(made.home)
    return made.home


def score(con, operator, measure="survey:politeness", **given):
    """An operator's figure, like all others' unless it is said otherwise."""
    row = {
        "week_start": WEEK.start, "operator_id": operator, "measure": measure, "contacts": 80, "status": "compared",
        "observed": 4.0, "expected": 4.1, "typical": 4.1, "adjusted": 4.05, "lower": 3.9, "upper": 4.2,
        "funnel_lower": 3.8, "funnel_upper": 4.4, "p_value": 0.5, "stands_out": None,
    } | given  # fmt: skip
    marks = ", ".join("?" for _ in row)
    con.execute(
        f"INSERT INTO quality.operator_scores ({', '.join(row)}) VALUES ({marks})",
        list(row.values()),
    )
