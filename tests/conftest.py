"""What holds for every test: no settings of this machine, no network beyond it, patient Hypothesis."""

import ipaddress
import os
import socket

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure: neither how long an example runs, nor how long its making takes.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch):
    """A developer's TRENDS_HOME or token must change no test."""
    for name in [name for name in os.environ if name.startswith("TRENDS_")]:
        if name != "TRENDS_GOLDEN":  # how `make golden` asks for golden files to be rewritten
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch):
    """A test that reaches for another machine fails instead."""
    connect = socket.socket.connect

    def connect_nearby(self, address):
        if isinstance(address, tuple) and not is_loopback(address[0]):
            raise AssertionError(f"a test reaches for {address[0]}: use a fake on 127.0.0.1")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)


def is_loopback(host):
    """Names other than localhost would have to be looked up, which is network already."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
