"""Secrets reach the room that sends from Airflow's connections, and nobody else."""

import os

import pytest

from trend_lib.base.secrets import Secrets

SLACK = '{"conn_type": "slack", "password": "xoxb-from-airflow"}'
SMTP = '{"conn_type": "smtp", "login": "postman", "password": "pass word/%"}'


@pytest.fixture
def lent(dagbag):  # the bag puts the plugins' folder on the path
    from network_tasks import connections_as_environment

    return connections_as_environment


def test_connections_are_lent_as_variables_and_taken_back(lent, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_SLACK_API_DEFAULT", SLACK)
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", SMTP)
    with lent():
        secrets = Secrets()
    assert secrets.slack_token.get_secret_value() == "xoxb-from-airflow"
    assert (secrets.smtp_user, secrets.smtp_password.get_secret_value()) == (
        "postman",
        "pass word/%",
    )
    assert not [name for name in os.environ if name.startswith(("TRENDS_SLACK", "TRENDS_SMTP"))]


def test_a_variable_set_by_hand_is_back_afterwards_even_after_an_error(lent, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_SLACK_API_DEFAULT", SLACK)
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "by-hand")
    with pytest.raises(ZeroDivisionError), lent():
        raise ZeroDivisionError
    assert os.environ["TRENDS_SLACK_TOKEN"] == "by-hand"


def test_without_connections_nothing_changes(lent, monkeypatch):
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "by-hand")
    before = dict(os.environ)
    with lent():
        assert dict(os.environ) == before


def test_a_connection_with_empty_fields_lends_empty_secrets(lent, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", '{"conn_type": "smtp", "host": "localhost"}')
    with lent():
        assert Secrets().smtp_user == ""
