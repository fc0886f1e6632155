"""One call detail record of Asterisk as a record: a part of its call."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.asterisk_events import known, moment_of
from trend_lib.sources.readers.fingerprint import fingerprint
from trend_lib.sources.readers.within import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trend_lib.sources.reader import Record

ALWAYS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "start", "answer", "end", "duration", "billsec", "disposition", "amaflags",
)  # fmt: skip
OPTIONS = (("uniqueid",), ("userfield",), ("peeraccount", "linkedid", "sequence"))  # each on or off
CDR_LAYOUTS = [
    ALWAYS + sum((option for option, is_on in zip(OPTIONS, chosen, strict=True) if is_on), ())
    for chosen in product((True, False), repeat=len(OPTIONS))
]
DISPOSITIONS = {"ANSWERED", "NO ANSWER", "NOANSWER", "BUSY", "FAILED", "CONGESTION"}
UNIQUE_ID = re.compile(r"^(.*-)?\d{6,}\.\d+$")
CHANNEL_NUMBER = re.compile(r"-[0-9a-f]+(;\d+)?$")  # of one call: SIP/100-0000002f;1


def is_call_row(said: Mapping[str, str]) -> bool:
    """Tell whether a row without header can be a call detail record of this layout."""
    ids = [said[name] for name in ("uniqueid", "linkedid") if name in said]
    return (
        said["disposition"].upper() in DISPOSITIONS
        and said["duration"].isdigit()
        and all(UNIQUE_ID.match(text) for text in ids)
    )


def call_row(place: int, said: Mapping[str, str]) -> Record:
    """Return the record of one leg of a call."""
    own, whole = said.get("uniqueid", ""), said.get("linkedid") or said.get("uniqueid", "")
    app = said.get("lastapp", "").lower()
    return record(
        place,
        {
            "source_id": _own_id(own, whole, app, said),
            "part_of": whole or None,
            "opened_at": moment_of(said.get("calldate") or said.get("start", "")),
            "closed_at": moment_of(said.get("end", "")) or None,
            "text": "",
            "channel": "call",
            "customer": known(said.get("src")) or known(said.get("cnum")),
            "queue": known(said.get("lastdata", "").split(",")[0]) if app == "queue" else None,
            "cdr": dict(said),
            "queue_log": {},
            **_about_the_talk(app, said),
        },
    )


def _own_id(own: str, whole: str, app: str, said: Mapping[str, str]) -> str:
    """Return what a leg is known by.

    queue_log knows a call by the leg that entered the queue. Where that is not the call's first
    leg (after a transfer), this record must bear its name, so that the events find the whole.
    """
    if app == "queue" and own and own != whole:
        return own
    telling = ("start", "calldate", "src", "dst", "channel", "dstchannel", "lastapp", "sequence")
    return f"{own}:cdr:{fingerprint(*(said.get(name, '') for name in telling))}"


def _about_the_talk(app: str, said: Mapping[str, str]) -> dict[str, Any]:
    """Return who spoke how long, where this leg alone says it.

    A queue's leg counts its wait as talk, and the legs that a queue makes (`Local/`) repeat what
    queue_log says.
    """
    is_talk = said.get("disposition", "").upper() == "ANSWERED" and bool(said.get("dstchannel"))
    if not is_talk or app == "queue" or said.get("channel", "").startswith("Local/"):
        return {}
    return {
        "operator": CHANNEL_NUMBER.sub("", said["dstchannel"]),
        "handle_seconds": int(said["billsec"])
        if re.fullmatch(r"[0-9]{1,9}", said.get("billsec", ""))
        else None,
        "is_abandoned": False,
    }
