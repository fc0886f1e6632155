"""Somebody at the desk: opens an episode's page, and fills in a form there unless the page says that it is done."""

from tests.dags.desk_client import ORIGIN, Browser


def answer_at_the_desk(about, action, **filled):
    """Answer as an operator of Airflow would."""
    browser = at_the_desk()
    page = f"/episodes/{about}"
    if filled["value"] in browser.get(page).text:
        return  # after a power cut people look first
    answer = browser.send(browser.form(action) | filled)
    if filled["value"] not in browser.get(page).text:
        raise SystemExit(f"{answer.status_code}: {answer.text}")


def at_the_desk():
    """A browser that Airflow let in."""
    from airflow.api_fastapi.app import create_auth_manager
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
    from airflow.api_fastapi.core_api.security import get_user
    from starlette.testclient import TestClient
    from trend_desk.desk import app

    create_auth_manager()
    somebody = SimpleAuthManagerUser(username="vera", role="op")
    app.dependency_overrides[get_user] = lambda: somebody
    return Browser(TestClient(app, base_url=ORIGIN))
