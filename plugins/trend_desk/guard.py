"""Who may read, who may answer, and whether a form came from a page of ours.

Airflow's own rights decide, whatever its auth manager: who may see the weekly DAG may read; who may start a run of it
by hand may answer. A viewer may not.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails
from airflow.api_fastapi.core_api.security import get_user
from airflow.configuration import conf
from airflow.models.dag import DagModel
from fastapi import Depends, HTTPException, Request

from trend_lib.base.home import find_home
from trend_lib.base.secrets import answers_key

if TYPE_CHECKING:
    from airflow.api_fastapi.auth.managers.base_auth_manager import ResourceMethod

DAG = "weekly_complaint_trends"
SESSION = "trend_desk"
User = Annotated[Any, Depends(get_user)]


def is_allowed(user: Any, method: ResourceMethod, entity: DagAccessEntity | None = None) -> bool:
    """Ask Airflow's auth manager about the weekly DAG."""
    details = DagDetails(id=DAG, team_name=DagModel.get_team_name(DAG))
    manager = get_auth_manager()
    return bool(
        manager.is_authorized_dag(method=method, access_entity=entity, details=details, user=user)
    )


def may_answer(user: Any) -> bool:
    """Tell whether somebody may start a run by hand, and so answer."""
    return is_allowed(user, "POST", DagAccessEntity.RUN)


def let_in(user: User) -> Any:
    """Let in who may see the weekly DAG."""
    if not is_allowed(user, "GET"):
        raise HTTPException(403, f"you may not see the DAG {DAG}, so you may not see the desk")
    return user


def let_answer(request: Request, user: Annotated[Any, Depends(let_in)]) -> Any:
    """Let somebody answer: with the right to, from a page of this very server."""
    if not may_answer(user):
        raise HTTPException(
            403, f"to answer you need the right to start runs of {DAG}: ask who administers Airflow"
        )
    if not is_from_here(request):
        raise HTTPException(
            403, "this form was sent from elsewhere: open the desk and answer there"
        )
    return user


def is_from_here(request: Request) -> bool:
    """Tell whether a browser says that a page of this server sent a form; what says nothing is refused."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in {None, "same-origin"}:
        return False
    if origin is None:
        return site is not None
    ours = {request.headers.get("host"), urlsplit(conf.get("api", "base_url", fallback="")).netloc}
    return urlsplit(origin).netloc in ours - {""}


def session_of(request: Request) -> str:
    """Return the browser's session at the desk, a new one where it has none."""
    return request.cookies.get(SESSION) or secrets.token_urlsafe(24)


def form_token(session: str, user: Any) -> str:
    """Return what a form must carry: bound to a session, a person and this home."""
    said = f"desk form\n{session}\n{user.get_id()}"
    return hmac.new(answers_key(find_home()), said.encode(), hashlib.sha256).hexdigest()


def check_token(request: Request, user: Any, given: str) -> None:
    """Refuse a form that no page of this session holds."""
    session = request.cookies.get(SESSION)
    right = form_token(session, user) if session else ""
    if not right or not hmac.compare_digest(right.encode(), given.encode()):
        raise HTTPException(403, "this page is too old: load it again and answer once more")
