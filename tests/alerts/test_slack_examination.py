"""The doctor asks Slack what is set up, and says what to mend; it posts nothing."""

from pathlib import Path

import pytest
import yaml

from trend_lib import alerts
from trend_lib.doctor import examine

MANIFEST = Path(__file__).parents[2] / "config" / "slack" / "manifest.yaml"


def said(desk):
    return alerts.examine_slack(desk.home)


def test_what_is_well_is_said_and_nothing_is_posted(slack_desk, slack):
    assert said(slack_desk) == [("ok", "to #complaints, where the app is a member")]
    assert slack.messages == []
    findings = examine(slack_desk.path)["findings"]
    assert {"level": "ok", "what": "slack", "says": said(slack_desk)[0][1]} in findings


@pytest.mark.parametrize(
    ("scopes", "settings", "level", "lacking"),
    [
        ("channels:history", {}, "fail", "chat:write"),
        ("chat:write", {}, "warn", "channels:history"),
        (
            "chat:write,groups:history",
            {"slack_may_press": ["S0ONCALL1"]},
            "warn",
            "usergroups:read",
        ),
    ],
)
def test_a_scope_that_is_lacking_is_named_with_what_it_costs(
    slack_desk, slack, scopes, settings, level, lacking
):
    slack.scopes = scopes
    slack_desk.configure(**settings)
    first = said(slack_desk)[0]
    assert first[0] == level
    assert f"lacks the scope {lacking}" in first[1]


def test_an_app_that_is_not_in_the_channel_must_be_invited(slack_desk, slack):
    slack.is_member = False
    assert said(slack_desk) == [("fail", "the app is not in #complaints: /invite it there")]


def test_a_refused_token_is_a_fault_without_the_token(slack_desk, slack):
    slack.refuses = {"auth.test": "invalid_auth"}
    [(level, says)] = said(slack_desk)
    assert (level, "invalid_auth" in says, "xoxb" in says) == ("fail", True, False)


@pytest.mark.parametrize(
    ("token", "level"), [("xapp-made-up", "ok"), ("xoxb-wrong-kind", "fail"), ("", "warn")]
)
def test_the_token_of_buttons_is_told_by_its_kind(slack_desk, slack, monkeypatch, token, level):
    monkeypatch.setenv("TRENDS_SLACK_APP_TOKEN", token)
    slack_desk.configure(slack_buttons=True)
    assert said(slack_desk)[-1][0] == level


def test_an_app_token_in_the_bots_place_is_a_fault(slack_desk, monkeypatch):
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "xapp-wrong-kind")
    assert said(slack_desk)[0][0] == "fail"


def test_the_manifest_asks_for_what_the_code_needs():
    manifest = yaml.safe_load(MANIFEST.read_text("utf-8"))
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    assert scopes == {
        "chat:write", "channels:history", "channels:read", "files:read", "files:write",
        "groups:history", "groups:read", "usergroups:read",
    }  # fmt: skip
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
