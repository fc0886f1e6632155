"""Which readers are fuzzed, each from a whole file: (reader, holds, seed file below fixtures/)."""

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
]
