"""The slow, obvious twin of trend_lib/contacts/folding.py: one whole after the other, one value at a time."""


def first_said(records, name):
    return next((record[name] for record in records if record[name] is not None), None)


def last_said(records, name):
    return first_said(records[::-1], name)


def added(records, name):
    said = [record[name] for record in records if record[name] is not None]
    return round(sum(said), 6) if said else None


def words(records):
    """Return the customer's texts, each once; where no part is theirs, all."""
    written = [record for record in records if (record["text"] or "").strip()]
    theirs = [record for record in written if record["direction"] == "in"] or written
    return "\n".join(dict.fromkeys(record["text"].strip() for record in theirs)) or None


def messages(records, direction):
    said = [
        record
        for record in records
        if record["direction"] == direction and (record["text"] or "").strip()
    ]
    return len({record["opened_at"].replace(second=0, microsecond=0) for record in said})


def left_out(records, whole_id):
    root = next((record["left_out"] for record in records if record["source_id"] == whole_id), None)
    reasons = [record["left_out"] for record in records]
    return root or (reasons[0] if all(reasons) else None)


def fold_slowly(records):
    """Return the wholes by (source, whole_id), with the columns that folding decides about."""
    wholes = {}
    for record in sorted(records, key=lambda record: (record["opened_at"], record["source_id"])):
        wholes.setdefault((record["source"], record["whole_id"]), []).append(record)
    return {key: fold_one(key[1], own) for key, own in wholes.items()}


def fold_one(whole_id, records):
    tones = [record["tone"] for record in records if record["tone"] is not None]
    is_alone = len(records) == 1
    return {
        "opened_at": records[0]["opened_at"],
        "closed_at": max(
            (record["closed_at"] for record in records if record["closed_at"]), default=None
        ),
        "text": records[0]["text"] if is_alone else words(records),
        "direction": first_said(records, "direction"),
        "region": first_said(records, "region"),
        "operator": last_said(records, "operator"),
        "first_operator": first_said(records, "operator"),
        "is_resolved": last_said(records, "is_resolved"),
        "handle_seconds": added(records, "handle_seconds"),
        "tone": round(sum(tones) / len(tones), 9) if tones else None,
        "left_out": left_out(records, whole_id),
        "record_count": len(records),
        "message_count": None if is_alone else messages(records, "in"),
        "reply_count": None if is_alone else messages(records, "out"),
    }
