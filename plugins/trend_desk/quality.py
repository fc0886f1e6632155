"""The addresses of reviewers and of quality managers: narrower rights than the rest of the desk's."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from trend_desk import guard
from trend_desk.forms import read_long_form
from trend_desk.replies import HEADERS, read_week, reader_of, reply
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.desk.audit_page import show_audit
from trend_lib.desk.review_list import show_reviews
from trend_lib.desk.review_page import show_review
from trend_lib.desk.reviewers_page import show_reviewers
from trend_lib.desk.reviewing import has_review, take_review
from trend_lib.desk.scorecards import WantedScores, show_operator, show_scorecards

router = APIRouter()


def let_review(user: Annotated[Any, Depends(guard.let_in)]) -> Any:
    """Let in a reviewer: of the register, with the right to answer."""
    if not reader_of(user, open_home()).reviewer_id:
        raise HTTPException(403, "you are no reviewer: [desk.reviewers] in trends.toml says who is")
    return user


Reviewer = Annotated[Any, Depends(let_review)]


@router.get("/listening")
def list_reviews(request: Request, user: Reviewer, state: str = "waits", page: int = 1) -> Response:
    """Show a reviewer what was drawn for them."""
    return reply(request, user, lambda home, reader: show_reviews(home, reader, state, max(page, 1)))  # fmt: skip


@router.get("/listening/{review_id}")
def one_review(request: Request, user: Reviewer, review_id: str, form: str = "") -> Response:
    """Show a reviewer one of their own reviews, with its form."""
    return reply(request, user, lambda home, reader: show_review(home, reader, review_id, form))


@router.post("/listening/{review_id}", dependencies=[Depends(guard.let_answer)])
def judge(
    request: Request,
    user: Reviewer,
    review_id: str,
    form: Annotated[dict[str, str], Depends(read_long_form)],
) -> Response:
    """Write what a reviewer says, and show their list again."""
    guard.check_token(request, user, form.get("token", ""))
    home = open_home()
    reviewer_id = reader_of(user, home).reviewer_id
    if not has_review(home, reviewer_id, review_id):
        raise HTTPException(404, "this was not given to you to listen to")
    try:
        take_review(home, reviewer_id, review_id, form)
    except MisuseError as fault:
        refused, wanted = str(fault), form.get("form", "")
        return reply(
            request,
            user,
            lambda home, reader: show_review(
                home, reader, review_id, wanted, refused=refused, given=form
            ),
            422,
        )
    return RedirectResponse("../listening", 303, HEADERS)


def let_manage(user: Annotated[Any, Depends(guard.let_in)]) -> Any:
    """Let in a quality manager."""
    if not reader_of(user, open_home()).is_quality_manager:
        raise HTTPException(
            403, "figures of persons are for [desk] quality_managers of trends.toml alone"
        )
    return user


Manager = Annotated[Any, Depends(let_manage)]


@router.get("/quality")
def scorecards(  # noqa: PLR0913, PLR0917 - the fields of the filter
    request: Request, user: Manager, measure: str = "", team: str = "", week: str = "", page: int = 1
) -> Response:  # fmt: skip
    """Show a quality manager the operators in one measure."""
    wanted = WantedScores(measure, team, read_week(week), max(page, 1))
    return reply(request, user, lambda home, reader: show_scorecards(home, reader, wanted))


@router.get("/quality/operator")
def operator(request: Request, user: Manager, id: str = "") -> Response:  # noqa: A002 - as the address says it
    """Show a quality manager one operator."""
    return reply(request, user, lambda home, reader: show_operator(home, reader, id))


@router.get("/quality/reviewers")
def reviewers(request: Request, user: Manager) -> Response:
    """Show a quality manager how reviewers judge."""
    return reply(request, user, show_reviewers)


@router.get("/quality/audit")
def audit(request: Request, user: Manager, disagreement: str = "", page: int = 1) -> Response:
    """Show a quality manager what to hear again."""
    return reply(request, user, lambda home, reader: show_audit(home, reader, disagreement, max(page, 1)))  # fmt: skip
