"""The faces: well-formed, safe with hostile texts, small enough to mail, nothing from outside."""

import re
import struct
import zlib
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import vl_convert

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish
from trend_lib.report.chart_data import Bar, BarChart
from trend_lib.report.drawings import BARS, svg_of
from trend_lib.report.faces import bytes_as_sent
from trend_lib.report.png import squeezed
from trend_lib.report.row_charts import bar_chart, text_width
from trend_lib.report.theme import DARK, LIGHT

VOID = {"meta", "link", "img", "br", "hr", "input", "rect", "path", "line", "circle"}
HOSTILE = [
    "<script>alert('quote')</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x") \u202eevil\u202c [phone]',
    "👩‍👩‍👧 " + "я" * 10_000,
]
HOSTILE_NAME = "<b onmouseover=alert(1)>“Ж</b> {{ 7*7 }} " + "Щ" * 200
MAIL_LIMIT = 80 * 1024  # Gmail clips at about 102 KB as sent


class Tags(HTMLParser):
    """Keeps a stack of open tags and all attributes seen."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.attributes, self.tags = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def parsed(html):
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    return tags


@pytest.fixture(scope="module")
def faces(northline):
    folder = northline[1].path.parent
    return {
        name: (folder / name).read_text("utf-8") for name in ("index.html", "mail.html", "mail.txt")
    }


@pytest.fixture(scope="module")
def hostile_faces(tmp_path_factory):
    """Sixty spikes whose names, quotes, owners and places are all hostile or endless."""
    many = {topic: (90 + topic, 40.0, 30.0, 55.0) for topic in range(101, 161)}
    home = seeding.new_home(tmp_path_factory.mktemp("hostile"), settings="")
    seeding.seed(home, spiking=many)
    with open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.episode_weeks SET topic_name = ?, examples = ?, owner = ?, countermeasure = ?, runbook_url = 'javascript:alert(1)'",
            [HOSTILE_NAME, HOSTILE, HOSTILE[0], HOSTILE[2]],
        )
        con.execute("UPDATE episodes.series_weeks SET topic_name = ?", [HOSTILE_NAME])
        con.execute(
            "UPDATE weekly.topic_weeks SET topic_name = ?, examples = ?", [HOSTILE_NAME, HOSTILE]
        )
        con.execute("UPDATE episodes.drivers SET slice_value = '=<i>' || slice_value")
        for member, leader in (
            (150, 160),
            (101, 152),
        ):  # one drawn in full leads, and one of a line
            con.execute(
                "UPDATE episodes.episode_weeks SET led_by = ? WHERE topic_id = ?",
                [f"{seeding.WEEK}-T{leader}", member],
            )
    folder = publish(home, seeding.WEEK).path.parent
    return {
        name: (folder / name).read_text("utf-8")
        for name in ("index.html", "mail.html", "mail.txt", "appendix.csv")
    }


def test_page_and_mail_are_well_formed(faces, hostile_faces):
    for given in (faces, hostile_faces):
        parsed(given["index.html"])
        parsed(given["mail.html"])


def test_the_page_has_what_readers_and_their_tools_need(faces):
    page = parsed(faces["index.html"])
    assert page.tags.count("h1") == 1
    assert {"main", "header", "footer", "nav"} <= set(page.tags)
    assert ("html", "lang", "en") in page.attributes
    assert ("a", "href", "#main") in page.attributes
    assert page.tags.count("details") >= 6  # the numbers of every time chart
    headings = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(below - above <= 1 for above, below in pairwise(headings))


def test_every_link_inside_the_page_leads_somewhere(faces):
    page = parsed(faces["index.html"])
    ids = {value for _, name, value in page.attributes if name == "id"}
    inside = {
        value[1:] for _, name, value in page.attributes if name == "href" and value.startswith("#")
    }
    assert inside <= ids


def test_the_page_is_one_file_below_its_budget(faces, hostile_faces):
    for given in (faces, hostile_faces):
        page = given["index.html"]
        assert len(page.encode()) <= 500 * 1024
        outside = [
            a for a in parsed(page).attributes if a[1] in {"src", "srcset", "data", "action"}
        ]
        assert outside == []
        linked = [a[2] for a in parsed(page).attributes if a[1] == "href"]
        assert all(
            link.startswith(("#", "../../../index.html", "../index.html", "appendix."))
            for link in linked
        )
        assert "default-src 'none'" in page


def test_hostile_texts_are_shown_and_never_run(hostile_faces):
    for name in ("index.html", "mail.html"):
        tags = parsed(hostile_faces[name])
        assert tags.tags.count("script") == (1 if name == "index.html" else 0)
        assert not [attribute for attribute in tags.attributes if attribute[1].startswith("on")]
        assert not [a for a in tags.attributes if "javascript:" in (a[2] or "")]
        assert (
            "&lt;script&gt;alert(&#39;quote&#39;)" in hostile_faces[name]
            or "&lt;script&gt;alert('quote')" in hostile_faces[name]
        )
        assert "{{ 7*7 }}" in hostile_faces[name]
    for face in hostile_faces.values():
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", face)
        assert "я" * 241 not in face
    assert not re.search(r"(?m)(^|,)\"?[=@]", hostile_faces["appendix.csv"])


def test_topics_told_with_a_spike_stand_in_every_face(hostile_faces):
    for name in ("index.html", "mail.txt", "mail.html"):
        assert "Rose by the same cause" in hostile_faces[name]


def test_the_mail_stays_below_what_gmail_shows(faces, hostile_faces):
    for given in (faces, hostile_faces):
        assert bytes_as_sent(given["mail.html"]) <= MAIL_LIMIT


def test_a_whole_mail_weighs_less_than_a_photo(northline):
    folder = northline[1].path.parent
    images = sum(path.stat().st_size for path in (folder / "images").iterdir())
    words = sum(
        bytes_as_sent((folder / f"mail.{kind}").read_text("utf-8")) for kind in ("html", "txt")
    )
    assert 1.37 * images + words <= 200 * 1024  # as base64 with its line breaks


def test_squeezing_a_picture_leaves_every_pixel():
    quick = vl_convert.svg_to_png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><path d="M0 0L90 60"/></svg>'
    )
    small = squeezed(quick)
    assert pixels(small) == pixels(quick)
    assert squeezed(small) == small
    assert small.endswith(b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))


def pixels(png):
    assert png.count(b"IDAT") == 1
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    return png[16:29], zlib.decompress(png[start + 4 : start + 4 + length])


def test_names_bars_and_figures_of_places_never_overlap():
    bars = tuple(
        Bar(name, name[:22], seen, 1157, f"{seen:,}", "1,157", is_hot=False)
        for name, seen in (("Столична область", 123_456), ("Щ" * 60, 1157), ("Щ" * 61, 3))
    )
    chart = bar_chart(BarChart("a", "By place", "", bars), BARS)
    first = chart.to_dict(validate=False)["layer"][0]["encoding"]
    room = first["y"]["axis"]["maxExtent"]
    assert text_width("Столична область", 12) < room <= 0.45 * BARS.width
    plot = BARS.width - 6 - room
    longest_bar = plot * 123_456 / first["x"]["scale"]["domain"][1]
    assert longest_bar + text_width("123,456", 12) + text_width("exp. 1,157", 11) <= plot
    assert svg_of(chart, BARS).count("Щ…") == 2  # cut alike, and still two rows


def test_spikes_after_the_third_unfold_where_links_lead(hostile_faces):
    page = hostile_faces["index.html"]
    for number in (4, 5, 6):
        assert f'<details class="folded" id="spike-{number}"><summary>' in page
    assert page.count('<article class="spike" id=') == 3


def test_the_mail_reads_without_its_images_and_needs_no_server(faces):
    mail = parsed(faces["mail.html"])
    pictures = [value for tag, name, value in mail.attributes if tag == "img" and name == "src"]
    described = [value for tag, name, value in mail.attributes if tag == "img" and name == "alt"]
    assert all(picture.startswith("cid:") for picture in pictures)
    assert len(pictures) == len(described) == 10
    assert not {"script", "form", "svg", "link"} & set(mail.tags)
    assert not [attribute for attribute in mail.attributes if attribute[1] == "href"]
    roles = [a for a in mail.attributes if a[:2] == ("table", "role")]
    assert mail.tags.count("table") - 1 == len(roles)  # one table holds data


def test_links_in_mail_only_with_a_public_address(tmp_path, composed):
    home = seeding.new_home(tmp_path, settings='public_url = "https://trends.example/x/"\n')
    bulletin = composed(seeding.seed(home, weeks=1, spiking={}))
    assert bulletin.public_url == "https://trends.example/x/bulletins/2026/w38/en/index.html"
    assert bulletin.archive_url == "https://trends.example/x/bulletins/index.html"


def test_page_mail_and_text_show_the_same_figures(faces, northline, composed):
    bulletin = composed(northline[0])
    said = [
        bulletin.verdict,
        *bulletin.lead,
        bulletin.spikes[0].sentence,
        bulletin.spikes[0].chance,
    ]
    said += [indicator.change for indicator in bulletin.indicators]
    said += [mover.change_text for mover in bulletin.movers.rows]
    for face in faces.values():
        shown = re.sub(r"\s+", " ", face)
        assert [sentence for sentence in said if sentence not in shown] == []


def test_a_quiet_week_is_one_screen_with_heartbeat_silent_rises_and_completeness(
    tmp_path, composed
):
    home = seeding.seed(seeding.new_home(tmp_path / "quiet"), spiking={})
    with open_warehouse(home) as con:
        con.execute("UPDATE episodes.series_weeks SET upper = observed + 1 WHERE topic_id = 0")
        con.execute("DELETE FROM episodes.episode_weeks")
    folder = publish(home, seeding.WEEK).path.parent
    bulletin = composed(home)
    text = (folder / "mail.txt").read_text("utf-8")
    assert len(text.splitlines()) <= 45  # as many as a terminal shows
    for said in (bulletin.verdict, bulletin.lead[0], bulletin.completeness.sentence,
                 bulletin.silent_rises[0].why, "None this week.", "None of them raised an alarm."):  # fmt: skip
        assert said in text
    assert "MOVED MOST" not in text
    page = (folder / "index.html").read_text("utf-8")
    first_screen = page[: page.index('<details class="rest">')]
    assert bulletin.completeness.sentence in first_screen
    assert bulletin.silent_rises[0].why in first_screen
    assert "What moved most" in page  # folded


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_and_marks_stand_out_from_every_ground(palette):
    for ground in ("paper", "wash", "band", "ground"):
        for role in ("ink", "ink2", "hotx", "goodx", "obs"):  # what letters are written in
            assert contrast(palette[role], palette[ground]) >= 4.5, (role, ground)
        for role in ("hot", "good", "mk", "cs", "exp"):
            assert contrast(palette[role], palette[ground]) >= 3, (role, ground)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
