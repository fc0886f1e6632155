"""What a mail server's no means, and its cure; the server's own words may repeat an address."""

from __future__ import annotations

import smtplib
import socket
import ssl

from trend_lib.alerts.outcome import PostponedError, RefusedError

TOO_LARGE = 552
CLOSING = 421
CURES = {  # by what was refused for good
    "the sender": "[alerts] mail_from must be an address this server sends for (or it wants a log-in: "
    "TRENDS_SMTP_USER and TRENDS_SMTP_PASSWORD)",
    "the reader": "correct the reader's line in registers/recipients.csv, or take it out",
    "DATA": "ask the server's keeper why",
    "the content": "it was taken for unwanted mail: ask the server's keeper (SPF and DKIM of the sender's domain)",
}
UNUSABLE: tuple[tuple[type[Exception], str], ...] = (  # the first that fits
    (
        ssl.SSLCertVerificationError,
        "its certificate is not trusted ({detail}): smtp_host must be its name, and its authority known here (SSL_CERT_FILE)",
    ),
    (
        ssl.SSLError,
        "no encryption as set at port {port}: starttls goes with port 587, tls with port 465",
    ),
    (
        smtplib.SMTPAuthenticationError,
        "it refused the log-in with {code}: check TRENDS_SMTP_USER and TRENDS_SMTP_PASSWORD",
    ),
    (
        smtplib.SMTPResponseException,
        "it turned us away with {code}: ask its keeper to let this machine send",
    ),
    (
        smtplib.SMTPException,
        "it offers no log-in here: use its submission port (587), or unset TRENDS_SMTP_USER",
    ),
    (socket.gaierror, "there is no such host: correct [alerts] smtp_host"),
    (
        ConnectionRefusedError,
        "nobody listens at port {port}: correct [alerts] smtp_port, or start the server",
    ),
)
NO_STARTTLS = 'it offers no STARTTLS: smtp_security = "tls" goes with port 465'
UNHEARD_OF = "{detail}: check [alerts] smtp_host, smtp_port and smtp_security"
LATER = "the next run tries again"


def refusal(what: str, code: int) -> RefusedError:
    """Return what an answer other than yes means: no for good, or for now."""
    said = f"the mail server refused {what} with {code}"
    if not 400 <= code < 600:
        return PostponedError(f"the mail server answered nothing that SMTP knows: {LATER}")
    if code < 500:
        why = " as it is closing" if code == CLOSING else ""
        return PostponedError(f"{said}, for now{why}: {LATER}")
    if code == TOO_LARGE:
        return RefusedError(
            f'{said}, too large: set [alerts] attach = "none", or ask its keeper for a larger limit'
        )
    return RefusedError(f"{said}: {CURES[what]}")


def lost(error: Exception, seconds: float) -> PostponedError:
    """Return what a silence *before* the content means: the mail is certainly not there."""
    if _is_silence(error):
        return PostponedError(f"the mail server did not answer within {seconds:g} seconds: {LATER}")
    return PostponedError(f"the mail server hung up before the mail was handed over: {LATER}")


def _is_silence(error: Exception) -> bool:
    """Tell a time-out from a hanging up; smtplib raises the one as if it were the other."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def unusable(error: Exception, port: int, seconds: float) -> RefusedError:
    """Return why no session could be opened, with the cure."""
    code = getattr(error, "smtp_code", 0)
    if _is_silence(error):
        return PostponedError(
            f"the mail server did not answer within {seconds:g} seconds: a firewall may be in the way of "
            f"port {port}; {LATER}"
        )
    if 400 <= code < 500:
        return PostponedError(f"the mail server turned us away with {code}, for now: {LATER}")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return PostponedError(f"the mail server hung up at once: {LATER}")
    detail = getattr(error, "verify_message", type(error).__name__).rstrip(".")
    cure = _cure(error).format(code=code, port=port, detail=detail)
    return RefusedError(f"the mail server cannot be used: {cure}")


def _cure(error: Exception) -> str:
    """Return the first cure that fits."""
    if isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error):
        return NO_STARTTLS
    return next((cure for kind, cure in UNUSABLE if isinstance(error, kind)), UNHEARD_OF)
