"""The bulletins' archive inside Airflow's web interface, behind its log-in: /bulletins/.

Shows the files that the room report wrote into the home's `bulletins/`; writes nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from airflow.api_fastapi.core_api.security import get_user
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import FileResponse, HTMLResponse, Response

from trend_desk.log_in import ask_to_log_in
from trend_lib.base.home import find_home

if TYPE_CHECKING:
    from pathlib import Path

PLACE = re.compile(
    r"index\.html|archive\.json|feed-[a-z]{2}\.xml|[0-9]{4}/w[0-9]{2}/[a-z]{2}/(r[0-9]{1,4}/)?(images/)?"  # r1: an older revision
    r"[a-zA-Z0-9_-]{1,80}\.(html|txt|png|csv)"
)
KINDS = {
    ".html": "text/html", ".txt": "text/plain", ".png": "image/png", ".csv": "text/csv",
    ".json": "application/json", ".xml": "application/atom+xml",
}  # fmt: skip
OWN_SCRIPT = re.compile(rb"script-src ('sha256-[A-Za-z0-9+/=]+')")  # in the page's own policy,
HEAD_BYTES = 1000  # which stands before any subscriber's words
NONE_YET = (
    "<!doctype html><title>Bulletins</title><p>No bulletin yet: the first weekly run writes one."
)

app = FastAPI(
    title="Bulletins",
    dependencies=[Depends(get_user)],
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    exception_handlers={401: ask_to_log_in},
)


@app.get("/")
def show_archive() -> Response:
    """Show the list of all bulletins that the last run wrote."""
    if not (bulletins_folder() / "index.html").is_file():
        return HTMLResponse(NONE_YET, headers=headers_for(b""))
    return show_file("index.html")


@app.get("/{place:path}")
def show_file(place: str) -> Response:
    """Show a page, its plain text, a picture or its table; nothing outside the folder."""
    root = bulletins_folder()
    if not PLACE.fullmatch(place):
        raise HTTPException(404, "no such bulletin")
    file = (root / place).resolve()  # follows links: what they point at must lie inside, too
    if not file.is_relative_to(root) or not file.is_file():
        raise HTTPException(404, "no such bulletin")
    with file.open("rb") as page:
        headers = headers_for(page.read(HEAD_BYTES))
    return FileResponse(file, media_type=KINDS[file.suffix], headers=headers)


def bulletins_folder() -> Path:
    """Return the folder of the home that Airflow runs for."""
    return (find_home() / "bulletins").resolve()


def headers_for(head: bytes) -> dict[str, str]:
    """Allow a page its own script alone: any other could use the reader's log-in."""
    own = OWN_SCRIPT.search(head)
    script = own[1].decode("ascii") if own else "'none'"
    return {
        "Content-Security-Policy": f"default-src 'none'; script-src {script}; "
        "style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-cache",
    }
