"""A reply is what its writer says, not the mail that a program repeats below it."""

import json

import pytest

from tests.sources.readers.told import tell
from trend_lib.sources.readers.replies import reply_alone
from trend_lib.sources.readers.zammad import READER


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Досі немає\n\nпн, 17 серп. 2026, support пише:\n\n> Перезавантажте роутер\n>\n> Дякуємо", "Досі немає"),
        ("> Перезавантажте роутер?\nТак, тричі\n> А кабель?\nЦілий", "Так, тричі\nЦілий"),
        ("<p>Досі немає</p><blockquote type='cite'><p>Перезавантажте</p></blockquote>", "<p>Досі немає</p>"),
        ('Still down<div class="gmail_quote"><div>On Monday support wrote:</div><p>Restart</p></div>', "Still down"),
        ("Still down\n-----Original Message-----\nFrom: support\nRestart", "Still down"),
        ("speed: 5 > 3 on paper\nand so on", "speed: 5 > 3 on paper\nand so on"),
        ("Here is what I tried:\nrestart", "Here is what I tried:\nrestart"),
    ],
)  # fmt: skip
def test_what_a_reply_repeats_is_not_its_own(text, own):
    assert reply_alone(text) == own


@pytest.mark.parametrize(
    "text", ["> only a quote", "<blockquote>forwarded</blockquote>", "<p> </p><blockquote>x"]
)
def test_a_message_that_only_quotes_stays_whole(text):
    assert reply_alone(text) == text


def test_the_first_message_of_a_ticket_is_never_taken_for_a_reply():
    quoting = "I got this from you:\n> your bill is 500\nand it is wrong"
    articles = [{"id": number, "sender": "Customer", "body": quoting} for number in (1, 2)]
    thing = {"id": 1, "title": "x", "created_at": "2026-08-17T10:00:00Z", "articles": articles}
    (_, first, second), _ = tell(READER.reads["contacts"], json.dumps(thing))
    assert first.fields["text"] == quoting
    assert second.fields["text"] == "and it is wrong"
