"""Zendesk's pages, the exchange's logs and Connect's talks look as those systems write them, traps included."""

import itertools
from collections import Counter, defaultdict
from datetime import UTC, datetime
from statistics import mean

import numpy as np

from tests.sample.reading import (
    KYIV,
    call_records,
    connect_records,
    connect_talks,
    field_of,
    queue_events,
    read_labels,
    zendesk_tickets,
)
from trend_lib.base.weeks import Week
from trend_lib.sample.connect_export import in_archives
from trend_lib.sources.unpacking import MAX_MEMBERS


def kinds_beside(home):
    """The tickets that no label names, by what they are."""
    known = {row["source_id"] for row in read_labels(home)}
    found = defaultdict(set)
    for ticket in zendesk_tickets(home):
        if str(ticket["id"]) not in known:
            found[kind_of(ticket)].add(ticket["id"])
    return found


def kind_of(ticket):
    if ticket["via"]["source"]["rel"] == "outbound":
        return "outbound"
    if "closed_by_merge" in ticket["tags"]:
        return "merged"
    return field_of(ticket, 360006) or ticket["status"]


def test_a_ticket_comes_again_after_each_change_and_says_when(long):
    versions = defaultdict(list)
    for ticket in zendesk_tickets(long.home):
        if ticket not in versions[ticket["id"]]:
            versions[ticket["id"]].append(ticket)
    changed = [each for each in versions.values() if len(each) > 1]
    assert len(changed) > 100
    for each in changed:
        moments = sorted(datetime.fromisoformat(ticket["updated_at"]) for ticket in each)
        assert len(set(moments)) == len(moments)
        stamps = [ticket.get("generated_timestamp") for ticket in each]
        assert None in stamps or max(stamps) - moments[-1].timestamp() in {0, 2}


def test_tickets_that_are_opened_again_are_seen_solved_open_and_closed(long):
    states = defaultdict(list)
    for ticket in zendesk_tickets(long.home):
        states[ticket["id"]].append((ticket["updated_at"], ticket["status"]))
    walked = [[state for _, state in sorted(set(each))] for each in states.values()]
    again = [states for states in walked if "solved" in states]
    assert len(again) > 20
    assert all(
        states[states.index("solved") :][:2] in (["solved", "open"], ["solved"]) for states in again
    )


def test_the_truth_counts_what_lies_beside_customers_tickets(long):
    beside = kinds_beside(long.home)
    note = long.planted("tickets_beside")["note"]
    for kind in ("outbound", "spam", "deleted", "merged"):
        assert beside[kind]
        assert f"{len(beside[kind])} {kind}" in note


def test_a_merged_ticket_names_the_ticket_it_went_into(long):
    known = {row["source_id"] for row in read_labels(long.home)}
    merged = [
        ticket for ticket in zendesk_tickets(long.home) if "closed_by_merge" in ticket["tags"]
    ]
    assert {ticket["comments"][-1]["body"].partition("#")[2] for ticket in merged} <= known


def test_one_page_is_cut_off_and_comes_whole_with_the_week_after(long):
    week = long.planted("partial_delivery")["first_week"]
    folder = long.home / "drop" / "zendesk"
    cut = (folder / f"tickets-{week}.jsonl").read_bytes()
    whole = (folder / f"tickets-{Week.parse(week).plus(1)}-again.jsonl").read_bytes()
    assert whole.startswith(cut)
    assert len(whole) > 1.5 * len(cut)


def test_every_call_of_the_exchange_is_queued_then_answered_or_given_up(long):
    events = defaultdict(list)
    for moment, call, _, _, event, *_ in queue_events(long.home):
        events[call].append((int(moment), event))
    del events["NONE"]
    walked = Counter(tuple(event for _, event in sorted(set(each))) for each in events.values())
    answered, given_up = ("ENTERQUEUE", "CONNECT", "COMPLETECALLER"), ("ENTERQUEUE", "ABANDON")
    assert walked[answered] > 10 * walked[given_up] > 100
    assert walked.total() - walked[answered] - walked[given_up] <= 3  # still on the line at the end
    assert {record[-2] for record in call_records(long.home)} == events.keys()


def test_a_log_begins_with_the_last_lines_of_the_one_before(long):
    lines = Counter(map(tuple, queue_events(long.home)))
    logs = len(list((long.home / "drop" / "exchange").glob("queue_log*")))
    assert sum(count - 1 for count in lines.values()) == 3 * (logs - 1)


def test_some_lines_come_before_the_line_they_follow(long):
    logs = [*(long.home / "drop" / "exchange").glob("queue_log*")]
    lines = [line for log in sorted(logs) for line in log.read_text("utf-8").splitlines()]
    moments = [int(line.partition("|")[0]) for line in lines]
    assert sum(later < former for former, later in itertools.pairwise(moments)) > 10


def test_records_keep_the_exchange_s_clock_and_the_log_counts_seconds(long):
    for *_, start, _, _, _, _, _, _, call, _ in call_records(long.home)[:200]:
        second = int(call.partition(".")[0])
        assert abs(datetime.fromisoformat(start).replace(tzinfo=UTC).timestamp() - second) in {
            7200,
            10800,
        }


def test_every_call_in_connect_has_its_words_in_a_talk_since_talks_are_written_down(long):
    talks = connect_talks(long.home)
    heard = {talk["CustomerMetadata"]["ContactId"] for talk in talks.values()}
    records = {record["ContactId"]: record for record in connect_records(long.home)}
    assert heard <= records.keys()
    assert {call for call, record in records.items() if not record["Attributes"]["summary"]} == heard  # fmt: skip
    weeks = {long_week(records[call]["InitiationTimestamp"]) for call in heard}
    assert weeks == set(long.weeks[-20:])
    for name, talk in talks.items():
        day = name.rpartition("_analysis_redacted_")[2][:10]
        assert name.startswith(f"Analysis/Voice/Redacted/{day.replace('-', '/')}/")
        assert f"/{talk['CustomerMetadata']['ContactId']}_" in name


def test_callers_of_the_rude_operator_begin_like_all_and_end_worse(long):
    operators = {record["ContactId"]: record["Agent"]["Username"] for record in connect_records(long.home)}  # fmt: skip
    tones = defaultdict(list)
    for talk in connect_talks(long.home).values():
        told = talk["ConversationCharacteristics"]["Sentiment"]
        quarters = [each["Score"] for each in told["SentimentByPeriod"]["QUARTER"]["CUSTOMER"]]
        assert abs(told["OverallSentiment"]["CUSTOMER"] - mean(quarters)) <= 0.1
        tones[operators[talk["CustomerMetadata"]["ContactId"]] == "op-17"].append(quarters)
    rude, others = ([mean(each) for each in zip(*tones[who], strict=True)] for who in (True, False))
    assert abs(rude[0] - others[0]) < 1
    assert rude[3] < others[3] - 1.2
    assert others[3] > others[0] + 0.3


def long_week(moment):
    return str(Week.of_day(datetime.fromisoformat(moment).astimezone(KYIV).date()))


def test_a_big_providers_talks_come_in_archives_that_landing_opens():
    archives = in_archives(np.arange(2 * MAX_MEMBERS + 1))
    assert max(len(one) for one in archives) <= MAX_MEMBERS
    assert np.concatenate(archives).tolist() == list(range(2 * MAX_MEMBERS + 1))
    assert in_archives(np.arange(0)) == []
