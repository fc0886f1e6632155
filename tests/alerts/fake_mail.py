"""A mail server on loopback, with STARTTLS and log-in, that refuses, greylists, stalls or hangs up."""

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "northline", "made-up-password"


class Behaviour:
    """Keeps what it accepted; `refuses` maps a reader's local part to a reply."""

    def __init__(self):
        self.accepted = []
        self.logged_in = []
        self.options = []  # of each MAIL FROM
        self.refuses = {}
        self.puts_off = {}  # how many times a reader is greylisted before being taken
        self.before_data = lambda _server: None  # at RCPT: may stall
        self.says_goodbye = False  # hangs up after each mail it took
        self.after_data = lambda _server: None  # may hang up, stall, or kill the client

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        reply = self.refuses.get(address.partition("@")[0])
        waited = self.before_data(server)
        if asyncio.iscoroutine(waited):
            await waited
        if self.puts_off.get(address.partition("@")[0], 0):
            self.puts_off[address.partition("@")[0]] -= 1
            return f"451 4.7.1 <{address}>: greylisted"
        if reply == "hang up":
            server.transport.close()
        if reply:
            return f"{reply} <{address}>: no"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        self.options.append(options)
        return "250 OK"

    async def handle_NOOP(self, server, session, envelope, arg):  # noqa: N802
        if self.says_goodbye:
            server.transport.close()
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.accepted.append((envelope.rcpt_tos[0], envelope.original_content))
        result = self.after_data(server)
        if asyncio.iscoroutine(result):
            await result
        return result if isinstance(result, str) else "250 OK"

    def log_in(self, server, session, envelope, mechanism, credentials):
        given = (credentials.login.decode(), credentials.password.decode())
        self.logged_in.append(given[0])
        return AuthResult(success=given == (USER, PASSWORD), handled=False)


class FakeMail(Controller):
    """The server in its own thread; `security` as in trends.toml."""

    def __init__(self, certificate=None, security="none", **offers):
        self.behaviour = Behaviour()
        self._security, self._tls = security, None
        self._offers = offers  # of aiosmtpd: data_size_limit, enable_SMTPUTF8
        if certificate:
            self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._tls.load_cert_chain(certificate)
        given = {"ssl_context": self._tls} if security == "tls" else {}
        super().__init__(self.behaviour, hostname="127.0.0.1", port=free_port(), **given)

    def factory(self):
        needs_login = self._security != "none"
        return SMTP(
            self.handler,
            hostname="mail.example",
            tls_context=self._tls if self._security == "starttls" else None,
            require_starttls=self._security == "starttls",
            auth_required=needs_login,
            auth_require_tls=self._security == "starttls",
            authenticator=self.behaviour.log_in if needs_login else None,
            **{"enable_SMTPUTF8": False} | self._offers,
        )

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def readers(self):
        return sorted(reader.partition("@")[0] for reader, _ in self.behaviour.accepted)


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def hang_up(server):
    server.transport.close()


async def stall(_server):
    await asyncio.sleep(3)


def write_certificate(path, address="127.0.0.1"):
    """Write a key and a certificate for an address that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.IPAddress(ipaddress.ip_address(address))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, *form) + certificate.public_bytes(pem))
    return path
