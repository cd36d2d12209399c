"""Whether a port can be listened on, asked before anything is started."""

import errno
import socket

from classroom.errors import SettingsError


def checked_port(host: str, port: int, flag: str) -> int:
    """Return the port, or a free one for 0; raises ``SettingsError`` that names the flag."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        raise SettingsError(_reason(error, host, port, flag)) from error


def _reason(error: OSError, host: str, port: int, flag: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken: stop what uses it, or choose another with {flag}"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than this user has: choose one with {flag}"
    host_flag = flag.replace("port", "host")
    return f"cannot listen on {host}: {error.strerror}; choose an address with {host_flag}"
