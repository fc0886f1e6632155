"""The desk's look: the bulletin's own styles and script, in files of their own, and what a page may do."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import NAMES, say, spoken
from trend_lib.desk.history import moment
from trend_lib.desk.snapshot import published_at
from trend_lib.report.faces import environment, page_script, page_styles

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader


@cache
def style_sheet() -> str:
    """Return all styles in one file, so that a browser asks for fonts once and not with every page."""
    return environment().get_template("templates/desk/desk.css.j2").render(page_styles())


@cache
def style_name() -> str:
    """Return the file's name, another one whenever its content is another."""
    return f"desk-{hashlib.sha256(style_sheet().encode()).hexdigest()[:16]}.css"


@cache
def page_policy() -> str:
    """Return what a page may do: show our styles, run our one script, send forms to where it came from."""
    return (
        f"default-src 'none'; script-src '{page_script()['script_hash']}'; style-src 'self'; font-src data:; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )


def render(
    template: str, home: Home, reader: Reader, *, here: str, root: str = "", **seen: Any
) -> str:
    """Render a page; `root` leads from its address up to the desk's, as pages may lie behind any prefix."""
    frame = {
        "provider": home.config.home.provider,
        "reader": reader,
        "here": here,
        "root": root,
        "style": style_name(),
        "language": spoken().code,
        "languages": NAMES,
        "title": say("Desk"),
        "published": _published(home),
    }
    page = environment().get_template(f"templates/desk/{template}")
    return page.render(frame | page_script() | seen)


def _published(home: Home) -> str:
    """Say of what moment a page is."""
    at = published_at(home)
    if at is None:
        return say("Nothing was published yet.")
    return say("Shows what was published on {moment}.", moment=moment(at, home.config.home.zone))
