"""Render the bulletin's three faces, page, mail and text, from one finished object."""

from __future__ import annotations

import base64
import hashlib
import quopri
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_eval_context
from markupsafe import Markup, escape

from trend_lib.base.resources import resource_dir
from trend_lib.base.speech import spoken, translated, translated_many
from trend_lib.report.drawings import image_names, png_of
from trend_lib.report.theme import DARK, LIGHT, css_variables

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.nodes import EvalContext

    from trend_lib.report.bulletin import Bulletin, Imprint
    from trend_lib.report.drawings import Drawings

LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
CYRILLIC = "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116"
FONTS = (
    ("Inter", 400, "inter"),
    ("Inter", 600, "inter"),
    ("Source Serif 4", 600, "source-serif-4"),
)
MAIL_BYTES = 80 * 1024  # as sent; Gmail clips at about 102 KB
MAIL_LIMITS = (  # how much of each list the mail holds; the page holds all
    {"further": 10, "movers": 10, "silent": 5, "found": 6, "verdicts": 6},
    {"further": 4, "movers": 6, "silent": 3, "found": 3, "verdicts": 4},
    {"further": 0, "movers": 3, "silent": 1, "found": 1, "verdicts": 2},
)


QUIET_LIMITS = (  # a quiet week is one screen
    {"further": 0, "movers": 3, "silent": 3, "found": 3, "verdicts": 4},
    {"further": 0, "movers": 3, "silent": 1, "found": 1, "verdicts": 2},
)


@dataclass(frozen=True, slots=True)
class Faces:
    """The bulletin as its readers get it."""

    page: str
    mail: str
    text: str
    images: dict[str, bytes]  # by the name the mail's cid: uses


def render_faces(bulletin: Bulletin, drawings: Drawings, imprint: Imprint) -> Faces:
    """Render all faces in the language spoken; the images of the mail are charts and sparklines."""
    images = {**drawings.images, **_sparklines(bulletin)}
    seen: dict[str, object] = {
        "bulletin": bulletin,
        "imprint": imprint,
        "language": spoken().code,
        "images": images,
    }
    return Faces(
        page=render_page(bulletin, drawings, imprint),
        mail=render_mail(bulletin, seen),
        text=_render("mail.txt.j2", seen).rstrip() + "\n",
        images=images,
    )


def render_page(bulletin: Bulletin, drawings: Drawings, imprint: Imprint) -> str:
    """Render the page, one file that needs no other."""
    seen: dict[str, object] = {
        "bulletin": bulletin,
        "drawings": drawings,
        "imprint": imprint,
        "language": spoken().code,
    }
    return _render("page.html.j2", seen | page_script() | page_styles())


def render_archive(
    provider: str, weeks: list[dict[str, Any]], feeds: list[tuple[str, str, str]]
) -> str:
    """Render the list of all bulletins; feeds are address, language and its name."""
    seen: dict[str, object] = {
        "provider": provider,
        "weeks": weeks,
        "feeds": feeds,
        "language": spoken().code,
    }
    return _render("archive.html.j2", seen | page_styles())


def render_mail(bulletin: Bulletin, seen: dict[str, object]) -> str:
    """Render the mail with as much of its lists as mail programs show without clipping."""
    mail = ""
    for limits in QUIET_LIMITS if bulletin.is_quiet else MAIL_LIMITS:
        mail = inline_styles(_render("mail.html.j2", seen | {"limits": limits}))
        if bytes_as_sent(mail) <= MAIL_BYTES:
            break
    return mail


def bytes_as_sent(mail: str) -> int:
    """Return the size of a mail's HTML as quoted-printable: a Cyrillic letter takes six bytes."""
    return len(quopri.encodestring(mail.encode()))


def inline_styles(mail: str) -> str:
    """Write styles into the tags, as mail programs need them; keep what depends on the screen."""
    inliner = css_inline.CSSInliner(
        keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
    )
    return str(inliner.inline(mail))


def page_script() -> dict[str, object]:
    """Return the one script a page may run, and its hash for the page's policy."""
    script = (resource_dir("reports") / "templates/page.js").read_text("utf-8")
    return {"script": Markup(script), "script_hash": _script_hash(script)}  # noqa: S704 - our own file


@cache
def page_styles() -> dict[str, Markup]:
    """Return palette and fonts, written as CSS once a process."""
    return {
        "light": Markup(css_variables(LIGHT)),  # noqa: S704 - our own palette
        "dark": Markup(css_variables(DARK)),  # noqa: S704 - our own palette
        "font_faces": Markup(_font_faces()),  # noqa: S704 - our own font files
    }


@cache
def environment() -> Environment:
    """Return the template engine: HTML is escaped, a misspelt field fails the run."""
    engine = Environment(
        loader=FileSystemLoader(resource_dir("reports")),
        autoescape=lambda name: name is None or not name.endswith(".txt.j2"),  # noqa: S701 - text is no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.globals |= {"say": _say, "say_many": _say_many}
    return engine


@pass_eval_context
def _say(engine: EvalContext, sentence: str, /, **figures: Any) -> str:
    """Say a sentence in a template: in HTML nothing but what is marked as HTML is taken for it."""
    return _written(engine)(translated(sentence)).format(**figures)


@pass_eval_context
def _say_many(engine: EvalContext, number: int, one: str, many: str, /, **figures: Any) -> str:
    """Say the sentence for so many in a template."""
    return _written(engine)(translated_many(number, one, many)).format(**figures)


def _written(engine: EvalContext) -> Callable[[str], str]:
    """Return how a sentence becomes part of this kind of template."""
    return escape if engine.autoescape else str


def _render(name: str, seen: dict[str, object]) -> str:
    """Render one template."""
    return environment().get_template(f"templates/{name}").render(seen)


def image_files(bulletin: Bulletin) -> set[str]:
    """Return the paths of all images of a bulletin's mail, below its folder."""
    sparks = {f"spark-{i.anchor}" for i in bulletin.indicators if i.spark}
    return {f"images/{name}.png" for name in image_names(bulletin) | sparks}


def _sparklines(bulletin: Bulletin) -> dict[str, bytes]:
    """Draw the strip's sparklines as images for the mail."""
    marks: Any = environment().get_template("templates/_marks.html.j2").module  # its macros
    return {
        f"spark-{indicator.anchor}": png_of(_on_paper(str(marks.sparkline(indicator.spark))))
        for indicator in bulletin.indicators
        if indicator.spark
    }


def _on_paper(svg: str) -> str:
    """Put a sparkline on solid paper; through a clear one, dark mail programs would show black."""
    return svg.replace(">", '><rect width="100%" height="100%" fill="var(--paper)"/>', 1)


def _font_faces() -> str:
    """Write the shipped fonts into the style sheet: the page asks no server for them."""
    folder = resource_dir("reports") / "fonts"
    faces = []
    for family, weight, file in FONTS:
        for script, letters in (("latin", LATIN), ("cyrillic", CYRILLIC)):
            content = (folder / f"{file}-{script}-{weight}.woff2").read_bytes()
            encoded = base64.b64encode(content).decode("ascii")
            faces.append(
                f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
                f'src:url(data:font/woff2;base64,{encoded}) format("woff2");unicode-range:{letters}}}'
            )
    return "\n".join(faces)


def _script_hash(script: str) -> str:
    """Return the only script the page's policy lets run."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
