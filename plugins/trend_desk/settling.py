"""The addresses at which kinds are settled one after another."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from trend_desk import guard
from trend_desk.forms import read_form
from trend_desk.replies import HEADERS, reply
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.desk.answering import take_answer
from trend_lib.desk.settling_page import show_settling, waits

router = APIRouter()


@router.get("/settling")
def one_kind(
    request: Request, user: Annotated[Any, Depends(guard.let_in)], after: str = ""
) -> Response:
    """Show a contact whose kind is to be settled: the first, or the next after one."""
    return reply(request, user, lambda home, reader: show_settling(home, reader, after))


@router.post("/settling")
def settle(
    request: Request,
    user: Annotated[Any, Depends(guard.let_answer)],
    form: Annotated[dict[str, str], Depends(read_form)],
) -> Response:
    """Write which kind a contact is, and go to the next."""
    guard.check_token(request, user, form.get("token", ""))
    home, about = open_home(), form.get("about", "")
    if not waits(home, about):
        raise HTTPException(404, "nobody is asked about a contact of that name")
    try:
        take_answer(home, user.get_name(), form)
    except MisuseError as fault:
        refused = str(fault)
        return reply(request, user, lambda home, reader: show_settling(home, reader, refused=refused), 422)  # fmt: skip
    return RedirectResponse(f"settling?{urlencode({'after': about})}", 303, HEADERS)
