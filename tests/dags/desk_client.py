"""A browser at the desk, let in by Airflow's own auth manager; the slow tests ask a really started Airflow."""

import html
import re

ORIGIN = "https://airflow.example"
SAME_SITE = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}


class Browser:
    """Keeps cookies, and fills in the forms of the page it looked at last."""

    def __init__(self, client):
        self.client = client
        self.page = ""

    def get(self, path, **options):
        answer = self.client.get(path, **options)
        self.page = answer.text
        return answer

    def form(self, action):
        """The hidden fields of a form."""
        forms = re.findall(r"<form [^>]*method=\"post\".*?</form>", self.page, re.DOTALL)
        (form,) = (form for form in forms if f'name="action" value="{action}"' in form)
        fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
        return {name: html.unescape(value) for name, value in fields}

    def send(self, fields, headers=SAME_SITE, path="/answers"):
        return self.client.post(path, data=fields, headers=headers, follow_redirects=False)
