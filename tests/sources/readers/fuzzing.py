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
]
