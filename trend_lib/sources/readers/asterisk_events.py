"""One event of an Asterisk queue as a record: a part of its call, or no contact at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.fingerprint import fingerprint
from trend_lib.sources.readers.within import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trend_lib.sources.reader import Record

PIPED_EVENT = re.compile(r"^\d{1,12}(\.\d+)?\|[^|]*\|[^|]*\|[^|]*\|[A-Za-z_][\w-]*\s*(\||$)")
CALL_ID = re.compile(
    r"^(?P<system>.*-)?\d+\.\d+$"
)  # a channel's unique id; NONE and REALTIME are none
OF_AGENTS = {
    "ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE", "PAUSEALL", "UNPAUSEALL", "PAUSEREASON", "PENALTY", "RINGINUSE",
    "AGENTLOGIN", "AGENTLOGOFF", "AGENTCALLBACKLOGIN", "AGENTCALLBACKLOGOFF", "QUEUESTART", "CONFIGRELOAD",
}  # fmt: skip
# which parameter says what; asterisk's "hold time" is the wait before an agent answers
WAIT_IN = {"CONNECT": 1, "ABANDON": 3, "EXITEMPTY": 3, "EXITWITHTIMEOUT": 3, "EXITWITHKEY": 4}
TALK_IN = {
    "COMPLETEAGENT": 2, "COMPLETECALLER": 2, "TRANSFER": 4, "BLINDTRANSFER": 4, "ATTENDEDTRANSFER": 4,
}  # fmt: skip
TRANSFERS = {"TRANSFER", "BLINDTRANSFER", "ATTENDEDTRANSFER"}
UNSERVED = {"ABANDON", "EXITEMPTY", "EXITWITHTIMEOUT", "EXITWITHKEY"}
SERVED = {"CONNECT", *TALK_IN}
NOBODY = {"", "none", "anonymous", "unknown", "<unknown>", "private", "restricted", "unavailable"}
EPOCH = re.compile(r"\d{1,11}(\.\d+)?")


def event_row(place: int, said: Mapping[str, str]) -> Record:
    """Return the record of one event, whose columns have the names of asterisk's database."""
    call, event = said["callid"], said["event"].upper()
    moment = moment_of(said["time"])
    return record(
        place,
        {
            "source_id": f"{call}:{said['time']}:{event}:{fingerprint(*said.values())}",
            "opened_at": moment,
            "text": "",
            "channel": "call",
            "queue_log": dict(said),
            "cdr": {},  # a file of events alone lacks nothing that can be mapped
            **_about_the_call(call, event, moment, said),
        },
    )


def _about_the_call(call: str, event: str, moment: str, said: Mapping[str, str]) -> dict[str, Any]:
    """Return what an event says about its call."""
    if event in OF_AGENTS or not CALL_ID.match(call):
        return {"left_out": "not_a_contact"}
    return {
        "part_of": call,
        "direction": "in",
        "queue": known(said.get("queuename")),
        "customer": known(said.get("data2")) if event == "ENTERQUEUE" else None,
        "operator": known(said.get("agent")) if event in SERVED else None,
        "closed_at": moment if event in UNSERVED | TALK_IN.keys() else None,
        "wait_seconds": _number(said, WAIT_IN.get(event)),
        "handle_seconds": _number(said, TALK_IN.get(event)),
        "transfer_count": 1 if event in TRANSFERS else None,
        "is_abandoned": event in UNSERVED if event in UNSERVED | SERVED else None,
    }


def known(said: str | None) -> str | None:
    """Return a name or number, nothing where the caller or agent is nobody."""
    return None if said is None or said.strip().lower() in NOBODY else said.strip()


def moment_of(said: str) -> str:
    """Return a UNIX time as ISO 8601; any other text stays, a time by the exchange's clocks."""
    if not EPOCH.fullmatch(said):
        return said
    return datetime.fromtimestamp(float(said), UTC).isoformat()


def _number(said: Mapping[str, str], parameter: int | None) -> int | None:
    """Return a parameter that counts seconds, nothing where it is missing or no number."""
    text = said.get(f"data{parameter}", "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
