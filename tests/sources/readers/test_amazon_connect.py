"""Amazon Connect: a chain of transfers, its analysis and its scores are one contact's."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.readers.told import FIXTURES, fixture, real_sample, said, tell
from trend_lib.base.source_columns import TONE_QUARTERS
from trend_lib.sources.readers.amazon_connect import READER

RAW = "c-1_analysis_2026-08-17T10_11_12Z.json"
REDACTED = "c-1_analysis_redacted_2026-08-17T10_11_13Z.json"
QUESTIONS = {"question": {"score_quality": "quality", "score_politeness": "politeness"}}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def read(name, holds="contacts", **keys):
    content = fixture("amazon_connect", name)
    return tell(READER.reads[holds], content, name, **keys)


def contacts(*ids):
    records, _ = read("contact_records.json")
    return [record for record in records if record.fields["source_id"] in ids]


def test_objects_one_after_another_are_read_and_a_strange_one_is_set_aside():
    records, set_aside = read("contact_records.json")
    assert (len(records), [piece.reason for piece in set_aside]) == (11, ["unknown_shape"])


def test_a_contact_record_says_who_waited_how_long_and_who_helped():
    first, _ = contacts("c-1")
    assert said(first, "opened_at", "closed_at", "channel", "direction", "customer") == (
        "2026-08-17T10:00:00Z", "2026-08-17T10:05:00Z", "call", "in", "+380000000201",
    )  # fmt: skip
    assert said(first, "queue", "operator", "wait_seconds", "hold_seconds") == (
        "Internet",
        "operator-1",
        40,
        30,
    )
    assert first.fields["handle_seconds"] == 200 + 30 + 20


def test_a_record_that_came_again_is_the_same_one_and_says_when_it_changed():
    moments = [record.fields["updated_at"] for record in contacts("c-1")]
    assert moments == ["2026-08-17T10:06:00Z", "2026-08-17T12:00:00Z"]


def test_a_transfer_is_a_part_of_the_first_contact_and_counts_once():
    (second,) = contacts("c-2")
    assert said(second, "part_of", "transfer_count", "direction") == ("c-1", 1, "in")
    assert {record.fields.get("transfer_count") for record in contacts("c-1")} == {None}


@pytest.mark.parametrize(
    ("contact", "verdict"),
    [("c-1", False), ("c-3", True), ("c-4", None), ("c-6", None), ("c-8", None)],
    ids=["helped", "hung up in the queue", "served themselves", "asked for a call back", "still waits"],
)  # fmt: skip
def test_only_who_left_a_queue_unserved_abandoned(contact, verdict):
    assert contacts(contact)[0].fields.get("is_abandoned") is verdict


def test_what_we_began_goes_out_and_a_call_back_that_was_asked_for_comes_in():
    ways = {
        record.fields["source_id"]: record.fields["direction"]
        for record in contacts("c-5", "c-7", "c-10")
    }
    assert ways == {"c-5": "out", "c-7": "in", "c-10": "out"}


def test_a_supervisor_who_listens_is_no_contact():
    assert contacts("c-9")[0].fields["left_out"] == "not_a_contact"


def test_attributes_can_be_mapped_by_path():
    assert contacts("c-3")[0].fields["contact_record"]["Attributes"] == {"score_quality": ""}


def test_the_text_is_what_the_customer_said_and_the_tone_is_theirs():
    (redacted,), _ = read(REDACTED)
    assert said(redacted, "part_of", "text", "tone", "opened_at") == (
        "c-1", "My name is [PII], the internet is down.\nSince yesterday evening.", -0.5, "2026-08-17T10:11:13Z",
    )  # fmt: skip


def test_the_tone_of_each_quarter_of_a_call_is_the_customers_in_the_order_of_the_talk():
    (redacted,), _ = read(REDACTED)
    assert said(redacted, *TONE_QUARTERS) == (-0.8, -0.5, 0.0, 0.3)


def test_without_four_quarters_none_is_guessed():
    (chat,), _ = read("chat_analysis.json")
    assert said(chat, *TONE_QUARTERS) == (None, None, None, None)


def test_the_redacted_twin_is_the_newer_version_of_the_same_record():
    (raw,), _ = read(RAW)
    (redacted,), _ = read(REDACTED)
    assert raw.fields["source_id"] == redacted.fields["source_id"]
    assert raw.fields["updated_at"] < redacted.fields["updated_at"]


def test_a_chat_says_itself_when_it_was_and_its_events_are_no_words():
    (chat,), _ = read("chat_analysis.json")
    assert said(chat, "opened_at", "text", "tone", "channel") == (
        "2026-08-17T11:50:05.100Z", "Дякую, усе працює", 1.0, "chat",
    )  # fmt: skip


def test_an_analysis_that_nothing_dates_is_set_aside_with_its_name():
    content = fixture("amazon_connect", RAW)
    records, set_aside = tell(READER.reads["contacts"], content, "renamed.json")
    assert (records, [(piece.reason, piece.raw) for piece in set_aside]) == (
        [], [("no_moment_in_name", "renamed.json")],
    )  # fmt: skip


def test_the_folder_of_a_renamed_analysis_tells_its_day():
    content = fixture("amazon_connect", RAW)
    (record,), _ = tell(READER.reads["contacts"], content, "Analysis/Voice/2026/08/17/renamed.json")
    assert record.fields["opened_at"] == "2026-08-17"


def test_scores_in_attributes_are_survey_answers_of_the_named_questions():
    records, set_aside = read("contact_records.json", "survey_answers", values=QUESTIONS)
    assert [said(record, "contact_ref", "question", "score") for record in records] == [
        ("c-1", "score_quality", "4"), ("c-1", "score_politeness", "5"), ("c-3", "score_quality", None),
    ]  # fmt: skip
    assert said(records[2], "asked_at", "answered_at") == ("2026-08-17T11:01:08Z", None)
    assert len(set_aside) == 1


def test_an_evaluation_is_a_record_a_question():
    records, _ = read("evaluation.json", "evaluations")
    assert [said(record, "section", "answer", "points", "is_not_applicable") for record in records] == [
        ("Call / Greeting", "Yes", 1.0, False), ("Call", "5", 0.5, False),
        ("Call", None, None, True), ("Call", "Line reset", None, False),
    ]  # fmt: skip
    assert said(records[0], "evaluation_id", "contact_ref", "reviewer", "form_version", "score", "evaluated_at") == (
        "e-1", "c-1", "reviewer-1", "2", 0.75, "2026-08-18T08:10:00.000Z",
    )  # fmt: skip


def test_the_second_file_of_an_evaluation_holds_the_same_records():
    first, second = (read("evaluation.json", "evaluations")[0] for _ in range(2))
    assert [record.fields for record in first] == [record.fields for record in second]
    assert len({record.fields["source_id"] for record in first}) == 4


@pytest.mark.parametrize("holds", READER.reads)
def test_what_was_cut_is_set_aside_whatever_the_source_holds(holds):
    records, set_aside = tell(READER.reads[holds], '{"ContactId": "c-1", "Initia')
    assert (records, [piece.reason for piece in set_aside]) == ([], ["cut_off"])


@pytest.mark.parametrize("holds", ["survey_answers", "evaluations"])
def test_what_another_source_reads_is_passed_over(holds):
    assert read(REDACTED, holds) == ([], [])
    assert read("evaluation.json", "contacts") == ([], [])


@pytest.mark.parametrize(
    "name", ["amazon_connect_ctr_2022.json", "amazon_connect_ctr_2020_mongo_export.json"]
)
def test_real_contact_records_read_through(name):
    (record,), set_aside = tell(READER.reads["contacts"], real_sample(name), name)
    assert not set_aside
    assert all(
        said(
            record,
            "source_id",
            "opened_at",
            "closed_at",
            "updated_at",
            "queue",
            "operator",
            "customer",
        )
    )
    assert said(record, "direction", "is_abandoned") == ("in", False)


FILES = sorted(path.name for path in (FIXTURES / "amazon_connect").iterdir())


@pytest.mark.parametrize("holds", READER.reads)
@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_no_value_in_any_place_stops_the_reader(name, holds, data):
    """Every key may hold anything; each object comes out, and can be written down."""
    text = fixture("amazon_connect", name).decode()
    value, _ = json.JSONDecoder().raw_decode(text)
    at = value
    while isinstance(at, dict) and at:
        key = data.draw(st.sampled_from(sorted(at)))
        if not isinstance(at[key], dict) or data.draw(st.booleans()):
            at[key] = data.draw(ANY_JSON)
            break
        at = at[key]
    records, _ = tell(READER.reads[holds], json.dumps(value), name, chunk=4000, values=QUESTIONS)
    json.dumps([dict(record.fields) for record in records])
