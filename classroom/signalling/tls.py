"""HTTPS for the student side: browsers give no camera to a plain address but localhost."""

import ipaddress
import os
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from classroom.errors import SettingsError
from classroom.settings import Settings

VALID_FOR: Final = timedelta(days=397)
"""The longest that browsers accept of a certificate."""
RENEW_BEFORE: Final = timedelta(days=14)


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """Return the context to serve with, or None without TLS; raises ``SettingsError``.

    Without a certificate of the school's own, one is made in the data folder: browsers warn of it
    once, and then give the camera.
    """
    if not settings.tls:
        return None
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise SettingsError("TLS needs both CLASSROOM_TLS_CERT and CLASSROOM_TLS_KEY, or neither.")
    if settings.tls_cert and settings.tls_key:
        return _context(settings.tls_cert, settings.tls_key)
    return _context(*own_certificate(settings))


def own_certificate(settings: Settings) -> tuple[Path, Path]:
    """Return the self-signed certificate and its key, made when absent, old or for other names."""
    certificate, key = settings.data_dir / "tls.crt", settings.data_dir / "tls.key"
    names = host_names(settings)
    if not (key.exists() and _still_good(certificate, names)):
        try:
            settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(certificate, key, names)
        except OSError as error:
            raise SettingsError(
                f"No certificate can be made in {settings.data_dir} ({error.strerror}). Make it "
                "writable, or set CLASSROOM_TLS_CERT and CLASSROOM_TLS_KEY to your own."
            ) from error
    return certificate, key


def host_names(settings: Settings) -> list[str]:
    """List the names and addresses under which students may open the join page."""
    names = {"localhost", "127.0.0.1", "::1", socket.gethostname().lower()}
    if settings.host not in {"0.0.0.0", "::"}:
        names.add(settings.host.lower())
    if public := urlsplit(settings.public_url).hostname:
        names.add(public)
    return sorted(names)


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(
            f"The certificate {certificate} and the key {key} cannot be used "
            f"({error.strerror or error}). Check CLASSROOM_TLS_CERT and CLASSROOM_TLS_KEY."
        ) from error
    return context


def _still_good(path: Path, names: list[str]) -> bool:
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    fresh = certificate.not_valid_after_utc > datetime.now(UTC) + RENEW_BEFORE
    return fresh and {_name(name) for name in names} <= set(found)


def _make(path: Path, key_path: Path, names: list[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Raised Hand")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    key_path.unlink(missing_ok=True)
    with os.fdopen(os.open(key_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
