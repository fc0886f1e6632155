"""What a browser sends as a form, read with limits."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 32 * 1024  # the longest answer in Cyrillic letters, percent-encoded, is half of it
MOST_FIELDS = 20
MOST_QUESTIONS = 120  # with what a form about a contact carries along


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of an answer. Raises HTTPException where it is no form, or larger than any of ours."""
    return await _read(request, MOST_FIELDS)


async def read_long_form(request: Request) -> dict[str, str]:
    """Return the fields of a form about a contact, which asks as much as the home wants to know."""
    return await _read(request, MOST_QUESTIONS)


async def _read(request: Request, most_fields: int) -> dict[str, str]:
    """Return the fields of a form of at most so many."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise HTTPException(415, "this is no form of the desk")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise HTTPException(413, "this is longer than an answer may be: shorten it")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most_fields)
    except ValueError as error:
        raise HTTPException(400, "this is no form of the desk") from error
    return dict(fields)
