"""A mail as it is written down: its parts, its headers, and the same bytes every time."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerts.golden import assert_same_as_golden
from tests.alerts.rows import MAIL, PIXEL, WEEK
from tests.sources.test_formats import workbook
from trend_lib.alerts.bulletin import Attachment, Bulletin
from trend_lib.alerts.last_check import cell_texts, visible_texts
from trend_lib.alerts.mail_message import Sender, bulletin_mail, write_mail
from trend_lib.alerts.outcome import RefusedError
from trend_lib.alerts.recipient import Recipient

KYIV = ZoneInfo("Europe/Kyiv")
SENDER = Sender("Northline", "trends@northline.example", "trends@northline.example")
READER = Recipient("olena@northline.example", "Олена Приклад", "uk")
BULLETIN = Bulletin(
    week=WEEK,
    language="uk",
    revision=2,
    path="bulletins/2026/w46/uk/index.html",
    subject="Тиждень 46: звернень 6 412 (▲9%), вище за очікуване. Подвійне списання у роумінгу",
    verdict="Звернень на 9% більше.",
    html=MAIL,
    text="Звернень на 9% більше.\n.\nДокладніше у листі.\n",
    images=(("spike-1", PIXEL),),
)


def written(bulletin=BULLETIN, reader=READER, sender=SENDER, *, is_corrected=False):
    mail = bulletin_mail(reader, bulletin, KYIV, is_corrected=is_corrected)
    return write_mail(mail, sender).as_bytes()


def read(content):
    return message_from_bytes(content, policy=default)


def structure(message):
    lines = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        headers = [part.get_content_type(), part.get("Content-Transfer-Encoding", "")]
        headers += [part.get("Content-ID", ""), part.get("Content-Disposition", "")]
        lines.append(" | ".join(header for header in headers if header))
    return "\n".join(lines) + "\n"


def test_the_mail_is_built_as_agreed():
    assert_same_as_golden("mail_structure.txt", structure(read(written(is_corrected=True))))


def test_the_same_bulletin_gives_the_same_bytes():
    assert written() == written()


def test_every_line_fits_any_mail_server():
    lines = written(BULLETIN).split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert all(line.isascii() for line in lines)
    assert b"\n" not in written().replace(b"\r\n", b"")


def test_pictures_stand_beside_the_html_and_are_named_by_it():
    message = read(written())
    html = message.get_body(("html",)).get_content()
    [image] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert f'src="cid:{image["Content-ID"].strip("<>")}"' in html
    assert image.get_content() == PIXEL
    assert image.get_filename() == "spike-1.png"


def test_another_reader_gets_another_id_and_the_same_words():
    other = read(written(reader=Recipient("petro@northline.example", "Petro", "en")))
    mine = read(written())
    assert other["Message-ID"] != mine["Message-ID"]
    assert other.get_body(("plain",)).get_content() == mine.get_body(("plain",)).get_content()


def test_the_date_is_the_monday_the_bulletin_is_issued():
    assert read(written())["Date"] == "Mon, 16 Nov 2026 08:00:00 +0200"


@pytest.mark.parametrize(
    ("language", "word"), [("en", "corrected"), ("uk", "виправлено"), ("ru", "исправлено")]
)
def test_a_correction_says_so_in_the_bulletins_language(language, word):
    other = bulletin_mail(READER, replace(BULLETIN, language=language), KYIV, is_corrected=True)
    assert other.subject.endswith(f"({word})")


def test_a_long_subject_is_cut_before_it_loses_that_it_is_a_correction():
    long = replace(BULLETIN, subject="Роумінг " * 18)
    mail = bulletin_mail(READER, long, KYIV, is_corrected=True)
    assert len(mail.subject) <= 150
    assert mail.subject.endswith("… (виправлено)")


def test_a_sender_nobody_can_answer_offers_no_unsubscribing():
    sender = Sender("Northline", "complaint-trends@outbox.invalid")
    assert "List-Unsubscribe" not in read(written(sender=sender))
    assert "List-Unsubscribe" in read(written())
    assert "List-Unsubscribe-Post" not in read(written())


def test_one_button_unsubscribes_only_where_an_address_of_its_own_answers():
    url = "https://northline.example/unsubscribe?reader={reader}"
    message = read(written(sender=replace(SENDER, unsubscribe_url=url)))
    mine = f"<https://northline.example/unsubscribe?reader={READER.address_hash}>"
    assert (
        message["List-Unsubscribe"]
        == f"{mine}, <mailto:trends@northline.example?subject=unsubscribe>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_appendix_stands_beside_everything_else():
    table = "series,contacts\r\nРоумінг,412\r\n".encode()
    attached = Attachment("2026-W46-uk.csv", "text/csv", table)
    message = read(written(replace(BULLETIN, attachment=attached)))
    types = [part.get_content_type() for part in message.walk()]
    assert types[:3] == ["multipart/mixed", "multipart/alternative", "text/plain"]
    assert types[3:] == ["multipart/related", "text/html", "image/png", "text/csv"]
    [part] = list(message.iter_attachments())
    assert part.get_filename() == "2026-W46-uk.csv"
    assert part.get_payload(decode=True) == table
    assert message["Content-Language"] == "uk"


@pytest.mark.parametrize(
    ("before", "after", "is_the_same"),
    [
        ("412", "415", False),
        ("Подвійне списання", "Подвійне нарахування", True),
        ("<!-- imprint -->Revision 2", "<!-- imprint -->Revision 3", True),
        ('alt="Roaming: 412 contacts"', 'alt="Roaming: 413 contacts"', False),
    ],
)
def test_only_a_changed_figure_is_a_correction(before, after, is_the_same):
    html = MAIL.replace("</body>", "<p><!-- imprint -->Revision 2<!-- /imprint --></p></body>")
    assert before in html
    first, second = (
        replace(BULLETIN, html=html),
        replace(BULLETIN, html=html.replace(before, after)),
    )
    assert (first.content_hash == second.content_hash) is is_the_same


def test_a_changed_figure_in_the_subject_is_a_correction():
    other = replace(BULLETIN, subject=BULLETIN.subject.replace("6 412", "6 415"))
    assert other.content_hash != BULLETIN.content_hash


def test_the_last_check_reads_an_attached_workbook_too(tmp_path):
    workbook(tmp_path / "a.xlsx", ["series", "contacts"], ["Call 067 123 45 67", 412])
    cells = cell_texts((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert [text for _, text in cells] == ["Tickets", "series", "contacts", "Call 067 123 45 67"]


def test_the_last_check_reads_attached_cells_that_hold_words():
    table = b"series,contacts\nCall 067 123 45 67,412\n"
    assert [text for _, text in cell_texts(table, "a.csv")] == [
        "series",
        "contacts",
        "Call 067 123 45 67",
    ]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=60))
def test_no_subject_or_name_adds_a_header_or_is_lost(subject, name):
    bulletin = replace(BULLETIN, subject=subject)
    try:
        message = read(written(bulletin, Recipient("olena@northline.example", name, "uk")))
    except RefusedError:
        return
    assert message.keys() == read(written()).keys()
    assert [to.addr_spec for to in message["To"].addresses] == ["olena@northline.example"]
    assert "".join(message["Subject"].split()) == "".join(subject.split())


def test_the_last_check_reads_what_a_reader_sees_a_cell_at_a_time():
    html = (
        "<html><head><style>.a{}</style></head><body><script>no()</script>"
        "<table><tr><td>412</td><td>118</td></tr></table><p>one <b>bold</b>er</p>"
        '<img alt="spoken"><br>two</body></html>'
    )
    texts = [text for _, text in visible_texts(html, "mail.html")]
    assert texts == ["412", "118", "one bolder", "spoken", "two"]
