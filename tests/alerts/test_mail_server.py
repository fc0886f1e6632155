"""Each way a mail server can fail is a state in the ledger and a sentence with its cure; other readers get theirs."""

import asyncio
import logging
import socketserver
import threading

import pytest

from tests.alerts.fake_mail import (
    PASSWORD,
    USER,
    FakeMail,
    free_port,
    hang_up,
    stall,
    write_certificate,
)
from tests.alerts.rows import WEEK
from trend_lib import alerts
from trend_lib.alerts import smtp_transport
from trend_lib.alerts.outcome import MessagesFailedError

READERS = ["olena", "owner", "petro"]


def noted(desk):
    """What `trends alerts` says of the mails: who, state, why."""
    return {
        row["reader"].partition("@")[0]: (row["state"], row["why"])
        for row in alerts.list_open(desk.home)
        if row["channel"] == "mail"
    }


def send_with_faults(desk):
    with pytest.raises(MessagesFailedError) as failure:
        alerts.send(desk.home, WEEK)
    assert "northline.example" not in str(failure.value)
    return failure.value.sent


def once(misbehave):
    """Misbehave at the first mail alone."""
    left = [misbehave]
    return lambda server: left.pop()(server) if left else None


@pytest.mark.parametrize(
    ("reply", "cure"),
    [
        ("550 5.1.1", "refused the reader with 550: correct the reader's line in registers/recipients.csv"),
        ("450 4.2.0", "refused the reader with 450, for now: the next run tries again"),
        ("421 4.3.2", "with 421, for now as it is closing: the next run tries again"),
        ("552 5.2.2", 'with 552, too large: set [alerts] attach = "none"'),
    ],
)  # fmt: skip
def test_a_refused_reader_failed_and_the_others_got_theirs(mail_desk, mail, reply, cure):
    mail.behaviour.refuses = {"petro": reply}
    assert send_with_faults(mail_desk) == alerts.Sent(mails=2, outbox=1, failed=1)
    assert mail.readers() == ["olena", "owner"]
    assert noted(mail_desk).keys() == {"petro"}
    state, why = noted(mail_desk)["petro"]
    assert state == "failed"
    assert cure in why


def test_a_greylisted_reader_is_tried_again_within_the_run(mail_desk, mail, caplog):
    mail_desk.configure(mail_retry_seconds=[0, 0])
    mail.behaviour.puts_off = {"petro": 2}
    with caplog.at_level(logging.WARNING, "trend_lib"):
        assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=3, outbox=1)
    assert "mails=1 wait" in caplog.text
    assert mail.readers() == READERS
    assert noted(mail_desk) == {}


def test_a_reader_greylisted_for_longer_waits_for_the_next_run(mail_desk, mail):
    mail_desk.configure(mail_retry_seconds=[0])
    mail.behaviour.puts_off = {"petro": 3}
    assert send_with_faults(mail_desk) == alerts.Sent(mails=2, outbox=1, failed=1)
    assert noted(mail_desk)["petro"][1].startswith(
        "the mail server refused the reader with 451, for now"
    )
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=1)
    assert mail.readers() == READERS


def test_a_reader_refused_for_good_is_not_waited_for(mail_desk, mail):
    mail_desk.configure(mail_retry_seconds=[900])
    mail.behaviour.refuses = {"petro": "550"}
    assert send_with_faults(mail_desk).failed == 1


def test_a_silence_before_the_content_certainly_left_no_mail(mail_desk, mail, monkeypatch):
    monkeypatch.setattr(smtp_transport, "TIMEOUT_SECONDS", 0.5)
    mail.behaviour.before_data = once(stall)
    assert send_with_faults(mail_desk) == alerts.Sent(mails=2, outbox=1, failed=1)
    [(state, why)] = noted(mail_desk).values()
    assert (state, why) == (
        "failed",
        "the mail server did not answer within 0.5 seconds: the next run tries again",
    )
    mail.behaviour.accepted.clear()
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=1)


@pytest.mark.parametrize("silence", [hang_up, stall], ids=["hangs up", "stalls"])
def test_a_silence_after_the_content_is_unknown_and_the_others_got_theirs(
    mail_desk, mail, monkeypatch, silence
):
    monkeypatch.setattr(smtp_transport, "TIMEOUT_SECONDS", 0.5)
    mail.behaviour.after_data = once(silence)
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=2, outbox=1, unknown=1)
    [(state, why)] = noted(mail_desk).values()
    assert (state, why) == ("unknown", "the mail server did not answer after the last byte")


def test_a_server_that_closes_in_the_middle_of_the_content_leaves_it_unknown(mail_desk, mail):
    """From outside, a connection cut during the last bytes looks like one cut after them."""

    async def cut(server):
        server.transport.abort()
        await asyncio.sleep(0)

    mail.behaviour.after_data = once(cut)
    assert alerts.send(mail_desk.home, WEEK) == alerts.Sent(mails=2, outbox=1, unknown=1)


@pytest.mark.parametrize(
    ("reply", "cure"),
    [
        ("554 5.7.1 spam", "refused the content with 554: it was taken for unwanted mail"),
        ("552 5.3.4 too big", 'refused the content with 552, too large: set [alerts] attach = "none"'),
        ("421 4.3.2 closing", "refused the content with 421, for now as it is closing"),
        ("451 4.3.0 later", "refused the content with 451, for now: the next run tries again"),
    ],
)  # fmt: skip
def test_a_refused_content_failed_and_the_others_got_theirs(mail_desk, mail, reply, cure):
    left = [reply]
    mail.behaviour.after_data = lambda _: left.pop() if left else None
    assert send_with_faults(mail_desk) == alerts.Sent(mails=2, outbox=1, failed=1)
    [(state, why)] = noted(mail_desk).values()
    assert state == "failed"
    assert cure in why


def test_a_mail_above_the_servers_limit_is_refused_before_it_is_sent(desk):
    with FakeMail(data_size_limit=1000) as mail:
        desk.configure_mail(mail.port, "none")
        assert send_with_faults(desk).failed == 3
        assert mail.behaviour.accepted == []
        assert 'with 552, too large: set [alerts] attach = "none"' in noted(desk)["petro"][1]


def test_an_address_in_other_letters_goes_where_the_server_takes_it(desk):
    desk.add_reader("олена@northline.example", "Олена Приклад")
    with FakeMail(enable_SMTPUTF8=True) as mail:
        desk.configure_mail(mail.port, "none")
        assert alerts.send(desk.home, WEEK).mails == 4
        assert mail.readers() == [*READERS, "олена"]
        used = ["SMTPUTF8" in options for options in mail.behaviour.options]
        assert sorted(used) == [False, False, False, True]


def test_an_address_in_other_letters_is_refused_where_the_server_does_not_take_it(mail_desk, mail):
    mail_desk.add_reader("олена@northline.example", "Олена Приклад")
    assert send_with_faults(mail_desk) == alerts.Sent(mails=3, outbox=1, failed=1)
    state, why = noted(mail_desk)["олена"]
    assert state == "failed"
    assert why.endswith("(SMTPUTF8): give the reader another address in registers/recipients.csv")


def test_a_refused_log_in_says_which_secrets_to_check(desk, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("TRENDS_SMTP_USER", USER)
    monkeypatch.setenv("TRENDS_SMTP_PASSWORD", "wrong-made-up")
    with FakeMail(certificate, "starttls") as mail:
        desk.configure_mail(mail.port, "starttls")
        assert send_with_faults(desk).failed == 3
        assert noted(desk)["petro"][1].endswith(
            "it refused the log-in with 535: check TRENDS_SMTP_USER and TRENDS_SMTP_PASSWORD"
        )
        assert mail.behaviour.logged_in == [USER] * 2  # two ways, once: servers lock accounts


def test_a_server_without_log_in_says_what_to_unset(desk, monkeypatch):
    monkeypatch.setenv("TRENDS_SMTP_USER", USER)
    monkeypatch.setenv("TRENDS_SMTP_PASSWORD", PASSWORD)
    with FakeMail(auth_exclude_mechanism=["LOGIN", "PLAIN"]) as mail:
        desk.configure_mail(mail.port, "none")
        assert send_with_faults(desk).failed == 3
    assert "offers no log-in here" in noted(desk)["petro"][1]


def test_a_server_without_encryption_gets_no_mail(mail_desk, mail):
    mail_desk.configure(smtp_security="starttls")
    assert send_with_faults(mail_desk).failed == 3
    assert "offers no STARTTLS" in noted(mail_desk)["petro"][1]
    assert mail.behaviour.accepted == []


@pytest.mark.parametrize(
    ("address", "is_known", "why"),
    [
        ("127.0.0.1", False, "self-signed certificate"),
        ("127.0.0.2", True, "IP address mismatch, certificate is not valid for '127.0.0.1'"),
    ],
)
def test_a_wrong_certificate_gets_no_mail(desk, tmp_path, monkeypatch, address, is_known, why):
    certificate = write_certificate(tmp_path / "server.pem", address)
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with FakeMail(certificate, "starttls") as mail:
        desk.configure_mail(mail.port, "starttls")
        assert send_with_faults(desk).failed == 3
        said = noted(desk)["petro"][1]
        assert f"its certificate is not trusted ({why}): smtp_host must be its name" in said
        assert mail.behaviour.accepted == []


class Greeting(socketserver.BaseRequestHandler):
    """Says one line and hangs up."""

    def handle(self):
        if self.server.says:
            self.request.sendall(self.server.says)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (b"421 too many connections\r\n", "turned us away with 421, for now: the next run tries again"),
        (b"554 no service for you\r\n", "turned us away with 554: ask its keeper"),
        (b"", "hung up at once: the next run tries again"),
    ],
    ids=["421", "554", "silence"],
)  # fmt: skip
def test_a_greeting_that_is_none_fails_every_mail(desk, says, why):
    with socketserver.TCPServer(("127.0.0.1", free_port()), Greeting) as server:
        server.says = says
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        desk.configure_mail(server.server_address[1], "none")
        assert send_with_faults(desk).failed == 3
        server.shutdown()
        thread.join()
    assert {state for state, _ in noted(desk).values()} == {"failed"}
    assert why in noted(desk)["petro"][1]


def test_nobody_at_the_port_says_what_to_correct(desk):
    desk.configure_mail(free_port(), "none")
    assert send_with_faults(desk).failed == 3
    assert "nobody listens at port" in noted(desk)["petro"][1]
