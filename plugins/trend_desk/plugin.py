"""What Airflow loads: both sub-applications, and their places in the menu."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from trend_desk import archive, desk


class TrendDesk(AirflowPlugin):
    """Mounts the desk and the bulletins' archive."""

    name = "trend_desk"
    fastapi_apps = [  # noqa: RUF012 - Airflow reads these class attributes as they are
        {"app": desk.app, "url_prefix": "/desk", "name": "Complaint desk"},
        {"app": archive.app, "url_prefix": "/bulletins", "name": "Bulletins"},
    ]
    external_views = [  # noqa: RUF012 - the same
        {
            "name": "Complaint desk",
            "href": "/desk/",
            "destination": "nav",
            "url_route": "complaint-desk",
        },
        {
            "name": "Bulletins",
            "href": "/bulletins/",
            "destination": "nav",
            "url_route": "bulletin-archive",
        },
    ]
