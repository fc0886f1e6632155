"""Pages as they leave the desk: in the reader's language, for this reader alone, and with no power beyond showing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import HTTPException
from fastapi.responses import HTMLResponse, Response

from trend_desk import guard
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import Home, open_home
from trend_lib.base.speech import LOCALES, speaking
from trend_lib.base.weeks import Week
from trend_lib.desk.look import page_policy
from trend_lib.desk.reader import Reader, make_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request

LANGUAGE = "trend_desk_language"
YEAR_SECONDS = 365 * 86400
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with less, browsers would not say where a form came from
    "Cache-Control": "private, no-store",
}


def reply(
    request: Request, user: Any, show: Callable[[Home, Reader], str | None], status: int = 200
) -> Response:
    """Make a page for somebody; a page that there is not is an address that there is not."""
    home = open_home()
    session = guard.session_of(request)
    reader = reader_of(user, home, session)
    with speaking(chosen_language(request)):
        page = show(home, reader)
    if page is None:
        raise HTTPException(404, "there is no such page at the desk")
    answer = HTMLResponse(page, status, HEADERS | {"Content-Security-Policy": page_policy()})
    keep(answer, request, guard.SESSION, session)
    return answer


def reader_of(user: Any, home: Home, session: str = "") -> Reader:
    """Return somebody with what they may do at the desk."""
    token = guard.form_token(session, user) if session else ""
    return make_reader(home, user.get_name(), may_answer=guard.may_answer(user), form_token=token)


def keep(
    answer: Response, request: Request, name: str, value: str, seconds: int | None = None
) -> None:
    """Let the browser keep a cookie that no script reads and other sites' pages do not send along."""
    is_secure = request.url.scheme == "https"
    answer.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="strict", secure=is_secure
    )


def chosen_language(request: Request) -> str:
    """Return the language that a reader chose here, else the first of the browser's that we speak, else English."""
    chosen = request.cookies.get(LANGUAGE, "")
    if chosen in LOCALES:
        return chosen
    asked = request.headers.get("accept-language", "").split(",")
    spoken = (one.partition(";")[0].strip().partition("-")[0].lower() for one in asked)
    return next((language for language in spoken if language in LOCALES), "en")


def read_week(written: str) -> Week | None:
    """Read which week somebody asks for; none is the newest."""
    try:
        return Week.parse(written) if written else None
    except MisuseError as error:
        raise HTTPException(404, "there is no such week") from error
