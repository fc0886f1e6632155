"""Which readers are fuzzed, each from a whole file: (reader, holds, seed file below fixtures/)."""

import tomllib
from functools import cache

from trend_lib.base.settings import SourceConfig
from trend_lib.sources import readers

SEEDS = [
    ("asterisk_queue_log", "contacts", "asterisk_queue_log/queue_log"),
    ("asterisk_queue_log", "contacts", "asterisk_queue_log/queue_log.csv"),
    ("asterisk_queue_log", "contacts", "asterisk_queue_log/Master.csv"),
    ("asterisk_queue_log", "contacts", "asterisk_queue_log/cdr.csv"),
    ("zendesk", "contacts", "zendesk/tickets.json"),
    ("zendesk", "survey_answers", "zendesk/ratings.jsonl"),
    ("zendesk", "survey_answers", "zendesk/tickets.json"),
    ("freshdesk", "contacts", "freshdesk/tickets.json"),
    ("freshdesk", "survey_answers", "freshdesk/ratings.json"),
    ("amazon_connect", "contacts", "amazon_connect/contact_records.json"),
    (
        "amazon_connect",
        "contacts",
        "amazon_connect/c-1_analysis_redacted_2026-08-17T10_11_13Z.json",
    ),
    ("amazon_connect", "contacts", "amazon_connect/chat_analysis.json"),
    ("amazon_connect", "survey_answers", "amazon_connect/contact_records.json"),
    ("amazon_connect", "evaluations", "amazon_connect/evaluation.json"),
    ("genesys_cloud", "contacts", "genesys_cloud/conversations.json"),
    ("survey", "survey_answers", "survey/own_names.csv"),
    ("survey", "survey_answers", "survey/ivr_rows.csv"),
    ("survey", "survey_answers", "survey/ivr_calls.csv"),
    ("survey", "survey_answers", "survey/web.json"),
    ("survey", "survey_answers", "survey/pbx_events.jsonl"),
    ("callbacks", "callbacks", "callbacks/list.csv"),
    ("evaluations", "evaluations", "evaluations/forms.csv"),
    ("evaluations", "evaluations", "evaluations/criteria.csv"),
    ("answers", "answers", "answers/countermeasure.json"),
    ("zammad", "contacts", "zammad/tickets.json"),
    ("zammad", "contacts", "zammad/articles.json"),
    ("jira_service_management", "contacts", "jira_service_management/requests.json"),
    ("jira_service_management", "contacts", "jira_service_management/issues.json"),
    ("jira_service_management", "survey_answers", "jira_service_management/requests.json"),
    ("znuny_otrs", "contacts", "znuny_otrs/tickets.jsonl"),
]

WIDE = """
skip_lines = 1
columns = {contact_ref = "Call ID", asked_at = "Time"}
values.question = {"KEY 1 (points)" = "quality", "KEY 2 (points)" = "politeness", "KEY 3 (points)" = "competence"}
"""
LONG = """
columns = {contact_ref = "call_id", question = "question_no", score = "key", asked_at = "created_at"}
"""
FORMS = """
columns = {contact_ref = "Call", operator = "Operator", reviewer = "Reviewer", evaluated_at = "Heard on"}
values.question = {Greeting = "greeting", Solution = "solution", Farewell = "farewell"}
scales = {Solution = [1, 5]}
"""
SETTINGS = {  # what an operator sets for such a file, so that it gives records at all
    "survey/ivr_calls.csv": WIDE,
    "survey/ivr_rows.csv": LONG,
    "survey/web.json": 'columns = {contact_ref = "ticket", asked_at = "submitted_at"}',
    "survey/pbx_events.jsonl": 'columns = {contact_ref = "msg.call_id"}\nvalues.question = {"msg.survey_result" = "quality"}',
    "evaluations/forms.csv": FORMS,
    "amazon_connect/contact_records.json": 'values.question = {score_quality = "quality"}',
}


def settings_of(number):
    """Return the settings of a seed's source, in TOML."""
    reader, holds, file = SEEDS[number]
    said = SETTINGS.get(file, "") if (reader, holds) != ("amazon_connect", "contacts") else ""
    return f"""
name = "seed_{number}"
reader = "{reader}"
holds = "{holds}"
path = "drop/seed_{number}/*"
settle_seconds = 0
{said}
"""


def share_of(number, inputs):
    """Return how many of a reader's spoilt files are of a seed."""
    return -(-inputs // sum(reader == SEEDS[number][0] for reader, _, _ in SEEDS))


@cache
def source_of(number):
    """Return the source of a seed as landing would have it."""
    return SourceConfig(**tomllib.loads(settings_of(number)))


@cache
def read_of(number):
    """Return what reads a seed."""
    return readers.read_file_of(source_of(number))
