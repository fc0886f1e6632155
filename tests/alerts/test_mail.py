"""Mail, against a server on loopback: each reader once, and a silence is never taken for a no."""

import logging
import traceback
from email import message_from_bytes
from email.policy import default

import pytest

from tests.alerts.fake_mail import PASSWORD, USER, FakeMail, hang_up, stall
from tests.alerts.rows import MAIL, WEEK
from trend_lib import alerts
from trend_lib.alerts import smtp_transport
from trend_lib.alerts.outcome import MessagesFailedError
from trend_lib.alerts.recipient import Recipient
from trend_lib.base.errors import ConfigError


def received(mail):
    return [message_from_bytes(content, policy=default) for _, content in mail.behaviour.accepted]


def mail_states(desk):
    return [state for (state, channel) in desk.ledger("state", "channel") if channel == "mail"]


def test_every_reader_gets_one_mail_to_them_alone(mail_desk, mail):
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=3, outbox=1)
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent()
    assert mail.readers() == ["olena", "owner", "petro"]
    for (reader, _), message in zip(mail.behaviour.accepted, received(mail), strict=True):
        assert [to.addr_spec for to in message["To"].addresses] == [reader]
        assert message["Message-ID"].startswith("<bulletin.2026-W46.en.r1.")
        assert message["From"].addresses[0].addr_spec == "trends@northline.example"


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not")  # it does not see its outer TLS
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_and_logged_in(desk, certificate, security, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("TRENDS_SMTP_USER", USER)
    monkeypatch.setenv("TRENDS_SMTP_PASSWORD", PASSWORD)
    with FakeMail(certificate, security) as mail:
        desk.configure_mail(mail.port, security)
        assert alerts.send(desk.home, WEEK).mails == 3
        assert mail.behaviour.logged_in == [USER]


def test_a_certificate_nobody_vouches_for_stops_the_mail(desk, certificate):
    with FakeMail(certificate, "starttls") as mail:
        desk.configure_mail(mail.port, "starttls")
        with pytest.raises(MessagesFailedError, match="certificate is not trusted"):
            alerts.send(desk.home, WEEK)
        assert mail.behaviour.accepted == []


def test_a_wrong_password_is_told_without_it(desk, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("TRENDS_SMTP_USER", USER)
    monkeypatch.setenv("TRENDS_SMTP_PASSWORD", "wrong-made-up")
    with FakeMail(certificate, "starttls") as mail:
        desk.configure_mail(mail.port, "starttls")
        with pytest.raises(MessagesFailedError, match="refused the log-in with 535") as failure:
            alerts.send(desk.home, WEEK)
    assert "wrong-made-up" not in "".join(traceback.format_exception(failure.value))


def test_a_password_never_crosses_a_network_in_clear(desk, monkeypatch):
    monkeypatch.setenv("TRENDS_SMTP_USER", USER)
    desk.configure_mail(25, "none")
    desk.configure(smtp_host="mail.northline.example")
    with pytest.raises(ConfigError, match="in clear"):
        alerts.send(desk.home, WEEK)


@pytest.mark.parametrize(
    ("reply", "said"), [("550", "the reader with 550"), ("450", "the reader with 450, for now")]
)
def test_one_refused_reader_does_not_hold_back_the_others(mail_desk, mail, reply, said):
    mail.behaviour.refuses = {"petro": reply}
    with pytest.raises(MessagesFailedError, match=f"refused {said}") as failure:
        alerts.send(mail_desk.home, WEEK)
    assert failure.value.sent == alerts.Sent(mails=2, outbox=1, failed=1)
    assert "petro" not in "".join(traceback.format_exception(failure.value))
    mail.behaviour.refuses = {}
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=1)
    assert mail.readers() == ["olena", "owner", "petro"]


def test_a_refused_content_is_tried_again(mail_desk, mail):
    mail.behaviour.after_data = lambda _: "554 looks like spam"
    with pytest.raises(MessagesFailedError, match="the content with 554"):
        alerts.send(mail_desk.home, WEEK)
    mail.behaviour.accepted.clear()
    mail.behaviour.after_data = lambda _: None
    assert alerts.send(mail_desk.home, WEEK).mails == 3


@pytest.mark.parametrize("silence", [hang_up, stall])
def test_silence_after_the_last_byte_is_unknown_and_never_sent_again(
    mail_desk, mail, silence, monkeypatch, caplog
):
    monkeypatch.setattr(smtp_transport, "TIMEOUT_SECONDS", 0.5)
    mail_desk.ask("DELETE FROM registers.recipients WHERE recipient_group = 'management'")
    mail.behaviour.after_data = silence
    with caplog.at_level(logging.WARNING, "trend_lib"):
        assert alerts.send(mail_desk.home, WEEK).unknown == 1
    mail.behaviour.after_data = lambda _: None
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(unknown=1)
    assert len(mail.behaviour.accepted) == 1
    assert mail_states(mail_desk) == ["unknown"]
    assert "northline" not in caplog.text


def test_after_a_server_hung_up_the_next_reader_still_gets_the_mail(mail_desk, mail):
    def hang_up_once(server):
        mail.behaviour.after_data = lambda _: None
        hang_up(server)

    mail.behaviour.after_data = hang_up_once
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=2, outbox=1, unknown=1)
    assert len(mail.behaviour.accepted) == 3


def test_a_server_that_hangs_up_after_each_mail_is_called_again(mail_desk, mail):
    mail.behaviour.says_goodbye = True
    assert alerts.send(mail_desk.home, WEEK).mails == 3


def test_a_server_that_hangs_up_before_the_content_certainly_has_no_mail(mail_desk, mail):
    mail.behaviour.refuses = {"petro": "hang up"}
    with pytest.raises(MessagesFailedError, match="hung up before the mail") as failure:
        alerts.send(mail_desk.home, WEEK)
    assert failure.value.sent == alerts.Sent(mails=2, outbox=1, failed=1)


def test_a_server_that_hangs_up_on_our_goodbye_changes_nothing(mail_desk, mail):
    mail_desk.ask("DELETE FROM registers.recipients WHERE recipient_group = 'management'")
    mail.behaviour.handle_QUIT = lambda server, *_: server.transport.close()
    assert alerts.send(mail_desk.home, WEEK).mails == 1


def test_a_server_that_is_not_there_is_asked_once_and_the_mails_wait(desk, monkeypatch):
    desk.configure_mail(9, "none")
    with pytest.raises(MessagesFailedError, match="cannot be used: nobody listens at port 9"):
        alerts.send(desk.home, WEEK)
    assert mail_states(desk) == ["failed"] * 3


def test_a_corrected_bulletin_is_mailed_again_and_says_so(mail_desk, mail):
    alerts.send(mail_desk.home, WEEK)
    mail_desk.add_bulletin(revision=2, html=MAIL.replace("412", "415"))
    assert alerts.send(mail_desk.home, WEEK).mails == 3
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent()
    first, *_, last = received(mail)
    assert not first["Subject"].endswith("(corrected)")
    assert last["Subject"].endswith("(corrected)")
    assert ".r2." in last["Message-ID"]


def test_a_revision_that_reads_the_same_is_not_mailed(mail_desk, mail):
    alerts.send(mail_desk.home, WEEK)
    mail_desk.add_bulletin(revision=2)
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent()


@pytest.mark.parametrize(
    ("attach", "public_url", "names"),
    [
        ("auto", "", ["2026-W46-en.csv"]),
        ("auto", "https://trends.example", []),
        ("csv", "https://trends.example", ["2026-W46-en.csv"]),
        ("none", "", []),
    ],
)
def test_the_appendix_is_attached_where_nothing_else_leads_to_it(
    mail_desk, mail, attach, public_url, names
):
    mail_desk.configure(attach=attach, public_url=public_url)
    alerts.send(mail_desk.home, WEEK)
    attached = [part.get_filename() for part in received(mail)[0].iter_attachments()]
    assert [name for name in attached if name.endswith(".csv")] == names


def test_personal_data_in_the_appendix_hold_the_bulletin_back(mail_desk, mail):
    appendix = mail_desk.path / "bulletins/2026/w46/en/appendix.csv"
    appendix.write_text("series,contacts\nCall +380 67 123 45 67,412\n", "utf-8")
    with pytest.raises(MessagesFailedError, match=r"2026-W46-en\.csv may hold: phone"):
        alerts.send(mail_desk.home, WEEK)
    assert mail.behaviour.accepted == []


def test_owners_are_told_also_when_their_own_register_is_broken(mail_desk, mail):
    alerts.notify_owner(mail_desk.home, "Failed", "See the log")
    mail_desk.write_register(
        {"address": "x@northline.example", "name": "X", "recipient_group": "boss", "language": "en"}
    )
    assert alerts.notify_owner(mail_desk.home, "Failed again", "See the log").mails == 1


def test_a_correction_that_was_refused_is_still_one_when_tried_again(mail_desk, mail):
    alerts.send(mail_desk.home, WEEK)
    mail_desk.add_bulletin(revision=2, html=MAIL.replace("412", "415"))
    mail.behaviour.refuses = {"petro": "450"}
    with pytest.raises(MessagesFailedError):
        alerts.send(mail_desk.home, WEEK)
    mail.behaviour.refuses = {}
    alerts.send(mail_desk.home, WEEK)
    assert received(mail)[-1]["Subject"].endswith("(corrected)")


def test_each_reader_gets_their_language_else_the_first_there_is(mail_desk, mail, caplog):
    mail_desk.add_bulletin(language="uk", subject="Тиждень 46: звернень 6 412")
    mail_desk.add_reader("nobody@northline.example", language="ru")
    with caplog.at_level(logging.WARNING, "trend_lib"):
        alerts.send(mail_desk.home, WEEK)
    languages = {m["To"].addresses[0].username: m["Content-Language"] for m in received(mail)}
    assert languages == {"olena": "uk", "petro": "en", "owner": "en", "nobody": "en"}
    assert ("2026-W46 en, as there is none in ru",) in mail_desk.ledger("about")
    assert "readers=1 want the bulletin in 'ru' and get it in 'en'" in caplog.text


def test_a_reader_who_changes_language_does_not_get_the_same_week_again(mail_desk, mail):
    mail_desk.ask("UPDATE report.bulletins SET revision = 3")
    mail_desk.add_bulletin(language="uk", revision=1)
    alerts.send(mail_desk.home, WEEK)
    mail_desk.ask("UPDATE registers.recipients SET language = 'uk'")
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent()


def test_a_reader_in_both_groups_gets_one_mail(mail_desk, mail):
    mail_desk.add_reader("Owner@Northline.example", group="management")
    assert alerts.send(mail_desk.home, WEEK).mails == 3


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("evil@northline.example\r\nBcc: all@northline.example", "Eve"),
        ("eve@northline.example", "Eve\r\nBcc: all@northline.example"),
        ("eve@northline.example, all@northline.example", "Eve"),
        ("no address", "Eve"),
        ("", ""),
    ],
)
def test_a_reader_who_is_no_reader_is_refused_and_the_others_get_theirs(
    mail_desk, mail, address, name
):
    mail_desk.add_reader(address, name)
    with pytest.raises(MessagesFailedError, match="1 message") as failure:
        alerts.send(mail_desk.home, WEEK)
    assert "northline.example" not in str(failure.value)
    assert mail.readers() == ["olena", "owner", "petro"]
    assert all("Bcc" not in message for message in received(mail))


def test_a_subject_of_two_lines_is_refused(mail_desk, mail):
    mail_desk.ask(
        "UPDATE report.bulletins SET subject = 'Week 46' || chr(13) || chr(10) || 'Bcc: x'"
    )
    with pytest.raises(MessagesFailedError, match="line break"):
        alerts.send(mail_desk.home, WEEK)
    assert mail.behaviour.accepted == []


@pytest.mark.parametrize(
    "html",
    [
        MAIL.replace("списання", "списання, тел. +380 67 123 45 67"),
        MAIL.replace("Roaming: 412 contacts", "Card 4111 1111 1111 1111"),
        MAIL.replace("<h1>", "<h1>Write to <b>olena</b>@<i>northline.example</i> "),
    ],
)
def test_personal_data_hold_the_bulletin_back(mail_desk, mail, html):
    mail_desk.add_bulletin(revision=2, html=html)
    with pytest.raises(
        MessagesFailedError, match=r"mail\.html, text \d+ may hold: (phone|card|e-mail)"
    ):
        alerts.send(mail_desk.home, WEEK)
    assert mail.behaviour.accepted == []


def test_a_bulletin_that_lacks_a_file_is_not_sent_and_the_owners_hear_it(mail_desk, mail):
    (mail_desk.path / "bulletins/2026/w46/en/images/spike-1.png").unlink()
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=1, outbox=1)
    [notice] = received(mail)
    assert notice["Subject"] == "Week 2026-W46: the bulletin is missing"
    assert "spike-1.png" in notice.get_content()
    assert str(mail_desk.path) not in notice.get_content()


def test_owners_and_nobody_else_hear_a_notice_and_only_once(mail_desk, mail):
    subject, text = "The weekly run\n failed", "Open the log of the red task.\n"
    assert alerts.notify_owner(mail_desk.home, subject, text).mails == 1
    assert alerts.notify_owner(mail_desk.home, subject, text) == alerts.Sent()
    assert alerts.notify_owner(mail_desk.home, subject, "Another text").mails == 1
    assert mail.readers() == ["owner", "owner"]
    assert received(mail)[0]["Subject"] == "The weekly run failed"


def test_a_notice_with_personal_data_says_only_that_something_failed(mail_desk, mail):
    alerts.notify_owner(
        mail_desk.home, "Row of olena@northline.example", "card 4111 1111 1111 1111"
    )
    [notice] = received(mail)
    assert notice["Subject"] == "A notice of complaint-trends"
    assert notice.get_content().startswith("The text is withheld, because it may hold: card")


def test_a_notice_that_may_have_arrived_is_not_sent_again(mail_desk, mail, caplog):
    alerts.notify_owner(mail_desk.home, "Failed", "See the log")
    mail_desk.ask("UPDATE alerts.ledger SET state = 'intended'")
    assert alerts.notify_owner(mail_desk.home, "Failed", "See the log") == alerts.Sent(unknown=1)
    assert len(mail.behaviour.accepted) == 1


def test_a_sender_that_is_no_address_is_told_as_such(mail_desk, mail):
    mail_desk.configure(mail_from="the complaints team")
    with pytest.raises(MessagesFailedError, match=r"mail_from in trends\.toml is no address"):
        alerts.send(mail_desk.home, WEEK)


def test_a_reader_and_a_mail_server_show_neither_address_nor_password():
    server = smtp_transport.MailServer("mail.example", 587, "starttls", USER, PASSWORD)
    shown = repr(server) + repr(Recipient("olena@northline.example", "Olena", "uk"))
    assert not {PASSWORD, USER, "olena", "Olena"} & set(shown.replace("'", " ").split())
    assert "northline" not in shown


def test_an_owner_reads_our_own_notices_in_their_language(mail_desk, mail):
    mail_desk.ask(
        "UPDATE registers.recipients SET language = 'uk' WHERE recipient_group = 'owners'"
    )
    mail_desk.ask("DELETE FROM report.bulletins")
    alerts.send(mail_desk.home, WEEK)
    [notice] = received(mail)
    assert notice["Content-Language"] == "uk"
    assert notice["Subject"] == "Тиждень 2026-W46: бюлетеня немає"
    assert "trends room report 2026-W46" in notice.get_content()


def test_owners_hear_once_which_sources_are_incomplete_and_readers_do_not(mail_desk, mail):
    mail_desk.ask("UPDATE report.bulletins SET lacking = 'calls: No records on 12 November.'")
    assert alerts.send(mail_desk.home, WEEK).mails == 4  # three bulletins, one notice
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent()
    [notice] = [one for one in received(mail) if "incomplete" in one["Subject"]]
    assert notice["Subject"] == "Week 2026-W46: sources are incomplete"
    assert notice.get_content().startswith("calls: No records on 12 November.")
    assert "registers/holidays.csv" in notice.get_content()
    assert mail.readers().count("owner") == 2  # the bulletin and the notice


def test_without_owners_a_notice_is_a_warning(mail_desk, caplog):
    (mail_desk.path / "registers" / "recipients.csv").unlink()
    with caplog.at_level(logging.WARNING, "trend_lib"):
        assert alerts.notify_owner(mail_desk.home, "Failed", "See the log") == alerts.Sent()
    assert "names no owners" in caplog.text
