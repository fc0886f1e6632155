"""The archive shows bulletins, to people who are logged in, and nothing that lies elsewhere."""

import pytest

# Starlette's advice to install another HTTP client
pytestmark = pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning")
ARCHIVE = "<!doctype html><title>All bulletins</title>"
PAGE = "<!doctype html><title>W46</title><p>Слова абонента</p>"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TRENDS_HOME", str(tmp_path))
    folder = tmp_path / "bulletins" / "2026" / "w46" / "uk"
    (folder / "images").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, "utf-8")
    (folder / "images" / "total.png").write_bytes(b"a picture")
    (tmp_path / "bulletins" / "index.html").write_text(ARCHIVE, "utf-8")
    (tmp_path / "trends.toml").write_text("secret settings", "utf-8")
    (tmp_path / "hash.key").write_text("secret key", "utf-8")
    return tmp_path


@pytest.fixture
def reader(dagbag, home):
    """Somebody whom Airflow has let in already; the slow tests ask a real Airflow."""
    from airflow.api_fastapi.core_api.security import get_user
    from starlette.testclient import TestClient
    from trend_desk.archive import app

    app.dependency_overrides[get_user] = lambda: "a reader"
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_every_address_asks_who_you_are(dagbag):
    from airflow.api_fastapi.core_api.security import get_user
    from trend_desk.archive import app

    for route in app.routes:
        asked = {need.call for need in route.dependant.dependencies}
        assert get_user in asked, route.path


def test_the_archive_is_the_list_that_the_last_run_wrote(reader):
    assert reader.get("/").text == ARCHIVE
    assert reader.get("/index.html").text == ARCHIVE  # how a bulletin links back


def test_a_home_without_bulletins_says_so(reader, home, monkeypatch):
    monkeypatch.setenv("TRENDS_HOME", str(home / "elsewhere"))
    answer = reader.get("/")
    assert answer.status_code == 200
    assert "No bulletin yet" in answer.text


def test_an_older_revision_is_shown(reader, home):
    older = home / "bulletins" / "2026" / "w46" / "uk" / "r1"
    older.mkdir()
    (older / "index.html").write_text("before the correction", "utf-8")
    assert reader.get("/2026/w46/uk/r1/index.html").text == "before the correction"


def test_a_picture_of_a_bulletin_is_shown(reader):
    answer = reader.get("/2026/w46/uk/images/total.png")
    assert (answer.content, answer.headers["content-type"]) == (b"a picture", "image/png")


def test_a_page_is_shown_as_it_was_written(reader):
    answer = reader.get("/2026/w46/uk/index.html")
    assert answer.text == PAGE
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("place", ["/", "/2026/w46/uk/index.html", "/2026/w46/uk/images/total.png"])
def test_no_page_may_be_framed_by_strangers_or_call_home(reader, place):
    policy = reader.get(place).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_a_page_may_run_the_script_it_declares_and_no_other(reader, home):
    declared = (
        '<!doctype html><meta http-equiv="Content-Security-Policy" '
        """content="default-src 'none';script-src 'sha256-b3du+/=';font-src data:">"""
    )
    page = home / "bulletins" / "2026" / "w46" / "uk" / "index.html"
    page.write_text(declared, "utf-8")
    shown = reader.get("/2026/w46/uk/index.html").headers["content-security-policy"]
    assert "script-src 'sha256-b3du+/=';" in shown
    page.write_text(" " * 1000 + declared, "utf-8")  # a subscriber's words, further down
    shown = reader.get("/2026/w46/uk/index.html").headers["content-security-policy"]
    assert "script-src 'none';" in shown


@pytest.mark.parametrize(
    "place",
    [
        "../trends.toml", "..%2ftrends.toml", "%2e%2e/hash.key", "2026/../../hash.key", "....//hash.key",
        "%2fetc/passwd", "/etc/passwd", "2026/w46/uk", "2026/w46/uk/", "2026", "2026/w46/uk/none.html",
        "..%5chash.key", "%00", "2026/w46/uk/index.html%00.png", "a" * 3000 + ".html",
    ],
)  # fmt: skip
def test_nothing_outside_the_folder_is_shown(reader, place):
    assert reader.get(f"/{place}").status_code == 404


def test_a_link_that_leads_out_is_not_followed(reader, home):
    (home / "bulletins" / "2026" / "way_out.html").symlink_to(home / "hash.key")
    (home / "bulletins" / "2026" / "out").symlink_to(home)
    assert reader.get("/2026/way_out.html").status_code == 404
    assert reader.get("/2026/out/trends.toml").status_code == 404


@pytest.mark.parametrize("name", ["people.xlsx", "chart.svg", "page.js", "page.html.bak", "page"])
def test_only_pages_texts_and_pictures_are_shown(reader, home, name):
    (home / "bulletins" / "2026" / "w46" / "uk" / name).write_text("x", "utf-8")
    assert reader.get(f"/2026/w46/uk/{name}").status_code == 404
