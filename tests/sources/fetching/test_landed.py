"""From a server's answer to a contact: each ticket exactly once, whatever the server and the run went through."""

import pytest

from tests.sources.fetching.test_every_api import APIS, NO_OVERLAP, make_desk
from trend_lib import sources
from trend_lib.base.warehouse import open_warehouse

__all__ = ["make_desk"]  # a fixture
WHOLES = """
SELECT whole_id, count(*) FILTER (WHERE source_id = whole_id) FROM sources.records GROUP BY whole_id
"""


@pytest.mark.parametrize("seed", [11, pytest.param(12, marks=pytest.mark.slow)])
@pytest.mark.parametrize("make_desk", APIS, indirect=True)
def test_every_ticket_is_one_contact_and_no_row_is_unaccounted_for(seed, fake, make_desk):
    fake.add(60)
    desk = make_desk(fake.address, keys=NO_OVERLAP)
    fake.misbehave(seed, share=0.3, changes=0.2, until=60)
    for _ in range(3):
        desk.fetch()
        landed = sources.land(desk.home)
        assert landed.refused == landed.growing == ()
        assert landed.rows_read == landed.rows_kept + landed.rows_repeated + landed.rows_quarantined
        with open_warehouse(desk.home) as con:
            aside = con.execute("SELECT DISTINCT reason, raw FROM sources.quarantine LIMIT 2")
            assert aside.fetchall() == []
    fake.before_answer, fake.faults = lambda: None, iter(())
    desk.whole()
    sources.land(desk.home)
    with open_warehouse(desk.home) as con:
        wholes = con.execute(WHOLES).fetchall()
    assert sorted(wholes) == sorted((str(ticket["id"]), 1) for ticket in fake.tickets)
