"""The desk's addresses, each guarded; what they show and write is `trend_lib.desk`'s."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from trend_desk import guard, quality, settling
from trend_desk.forms import read_form
from trend_desk.log_in import ask_to_log_in
from trend_desk.replies import HEADERS, LANGUAGE, YEAR_SECONDS, keep, read_week, reply
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.speech import LOCALES
from trend_lib.desk import look
from trend_lib.desk.answering import take_answer
from trend_lib.desk.data_page import show_data
from trend_lib.desk.episode_list import Wanted, show_episodes
from trend_lib.desk.places import place_of
from trend_lib.desk.topic_list import WantedTopics, show_topics
from trend_lib.desk.topic_page import show_topic
from trend_lib.desk.warning_page import show_episode_or_warning
from trend_lib.desk.worklist_page import show_worklist, show_worklists
from trend_lib.desk.worklists import worklist_named

LetIn = Annotated[Any, Depends(guard.let_in)]

app = FastAPI(
    title="Complaint desk",
    dependencies=[Depends(guard.let_in)],
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    exception_handlers={401: ask_to_log_in},
)
app.include_router(quality.router)
app.include_router(settling.router)


@app.get("/")
def list_episodes(  # noqa: PLR0913, PLR0917 - the fields of the filter
    request: Request, user: LetIn, state: str = "living", owner: str = "", grade: str = "", text: str = "",
    page: int = 1,
) -> Response:  # fmt: skip
    """Show the episodes that fit."""
    wanted = Wanted(state, owner[:80], grade, text[:80], max(page, 1))
    return reply(request, user, lambda home, reader: show_episodes(home, reader, wanted))


@app.get("/episodes/{episode_id}")
def one_episode(request: Request, user: LetIn, episode_id: str, week: str = "") -> Response:
    """Show an episode, as it stands now or stood in a week, or an early warning before it is one."""
    of_week = read_week(week)
    return reply(
        request,
        user,
        lambda home, reader: show_episode_or_warning(home, reader, episode_id, of_week),
    )


@app.get("/topics")
def list_topics(  # noqa: PLR0913, PLR0917 - the fields of the filter
    request: Request, user: LetIn, state: str = "current", kind: str = "", text: str = "", page: int = 1
) -> Response:  # fmt: skip
    """Show the topics that fit."""
    wanted = WantedTopics(state, kind, text[:80], max(page, 1))
    return reply(request, user, lambda home, reader: show_topics(home, reader, wanted))


@app.get("/topics/{topic_id}")
def one_topic(request: Request, user: LetIn, topic_id: int) -> Response:
    """Show a topic."""
    return reply(request, user, lambda home, reader: show_topic(home, reader, topic_id))


@app.get("/worklists")
def list_worklists(request: Request, user: LetIn) -> Response:
    """Show which worklists there are."""
    return reply(request, user, show_worklists)


@app.get("/worklists/{name}")
def one_worklist(
    request: Request, user: LetIn, name: str, sort: str = "", page: int = 1
) -> Response:
    """Show a worklist, narrowed to what the address says."""
    worklist = worklist_named(name)
    if worklist is None:
        raise HTTPException(404, "there is no such worklist")
    chosen = {column.name: request.query_params.get(column.name, "") for column in worklist.columns}
    return reply(
        request,
        user,
        lambda home, reader: show_worklist(
            home, reader, worklist, chosen, max(page, 1), sort=sort[:40]
        ),
    )


@app.get("/data")
def data_quality(request: Request, user: LetIn, week: str = "") -> Response:
    """Show how complete a week is, or the newest."""
    of_week = read_week(week)
    return reply(request, user, lambda home, reader: show_data(home, reader, of_week))


@app.post("/answers")
def answer(
    request: Request,
    user: Annotated[Any, Depends(guard.let_answer)],
    form: Annotated[dict[str, str], Depends(read_form)],
) -> Response:
    """Write what somebody answered, and show the page again that they answered on."""
    guard.check_token(request, user, form.get("token", ""))
    home = open_home()
    place = place_of(home, form.get("about", ""))
    if place is None:
        raise HTTPException(404, "there is nothing of that name to answer about")
    try:
        take_answer(home, user.get_name(), form)
    except MisuseError as fault:
        show = partial(place.show, refused=str(fault), given=form)
        return reply(request, user, show, 422)
    return RedirectResponse(place.address, 303, HEADERS)


@app.get("/language/{code}")
def speak(request: Request, code: str) -> Response:
    """Remember the language that somebody reads, and show the list in it."""
    if code not in LOCALES:
        raise HTTPException(404, "the desk does not speak this language")
    answer = RedirectResponse("../", 303, HEADERS)
    keep(answer, request, LANGUAGE, code, YEAR_SECONDS)
    return answer


@app.get("/{name}.css")
def styles(name: str) -> Response:
    """Send all styles; their name is another whenever they are, so that browsers need not ask again."""
    if f"{name}.css" != look.style_name():
        raise HTTPException(404, "there are no such styles any more: load the page again")
    kept = f"private, max-age={YEAR_SECONDS}, immutable"
    return Response(look.style_sheet(), 200, HEADERS | {"Cache-Control": kept}, "text/css")
