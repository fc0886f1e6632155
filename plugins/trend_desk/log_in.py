"""Who follows a link without being logged in is led to Airflow's own log-in, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from airflow.configuration import conf
from fastapi.responses import JSONResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from fastapi import Request

LOG_IN = "/api/v2/auth/login"


async def ask_to_log_in(request: Request, error: Exception) -> Response:
    """Send a browser that wanted to look at a page to the log-in; tell anything else that it may not."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        prefix = urlsplit(conf.get("api", "base_url", fallback="")).path.rstrip("/")
        here = urlencode({"next": str(request.url)})
        return RedirectResponse(f"{prefix}{LOG_IN}?{here}", 303)
    return JSONResponse({"detail": getattr(error, "detail", "Not authenticated")}, 401)
