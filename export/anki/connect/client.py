"""The border to AnkiConnect: one question, one bounded answer, and never beyond this machine.

Protocol: JSON over HTTP, version 6 (`{action, version, params, key}` → `{result, error}`).
"""

import http.client
import ipaddress
import json
import time
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from mlsd_graph.clean import clean_line
from mlsd_graph.errors import DesktopError, UsageError

DEFAULT_ADDRESS = "http://127.0.0.1:8765"
VERSION = 6
LONGEST_ANSWER = 64 * 1024 * 1024
"""Bytes; half a million reviews."""
PATIENCE_S = 30.0
"""For one answer; Anki works in its own window meanwhile."""
_CHUNK = 1 << 16
_OK = 200
_LONGEST_QUOTE = 300
_NOT_RUNNING = "Start Anki with the AnkiConnect add-on (code 2055492159) and try again."


class _Address(NamedTuple):
    host: str
    port: int


class Desktop:
    """A running Anki on this machine."""

    def __init__(self, address: str = DEFAULT_ADDRESS, key: str = "") -> None:
        """Remember where it listens; nothing is sent yet.

        Raises:
            UsageError: The address is not one of this machine.
        """
        self._address = _loopback(address)
        self._key = key

    @property
    def address(self) -> str:
        """Where it listens, in one form."""
        return f"{self._address.host}:{self._address.port}"

    def ask(self, action: str, *, patience_s: float = PATIENCE_S, **parameters: object) -> Any:
        """Ask for one action and return its result.

        Raises:
            DesktopError: Nobody listens, the answer is not AnkiConnect's, or Anki refuses.
        """
        question: dict[str, object] = {"action": action, "version": VERSION, "params": parameters}
        if self._key:
            question["key"] = self._key
        answer = self._exchange(json.dumps(question).encode(), time.monotonic() + patience_s)
        return self._result(action, answer)

    def greet(self) -> None:
        """Make sure that AnkiConnect answers, in a version that we speak.

        Raises:
            DesktopError: It does not.
        """
        version = self.ask("version")
        if not isinstance(version, int) or version < VERSION:
            raise DesktopError("This AnkiConnect is too old.", "Update the add-on in Anki.")

    def _exchange(self, body: bytes, until: float) -> bytes:
        host, port = self._address
        connection = http.client.HTTPConnection(host, port, timeout=until - time.monotonic())
        try:
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            if reply.status != _OK:
                raise self._strange(f"status {reply.status}")
            return self._read(reply, until)
        except TimeoutError as error:
            raise DesktopError(
                f"Anki at {host}:{port} does not answer.", "Close its open dialogs and try again."
            ) from error
        except ConnectionRefusedError as error:
            raise DesktopError(f"No Anki listens at {host}:{port}.", _NOT_RUNNING) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._strange(str(error) or type(error).__name__) from error
        finally:
            connection.close()

    def _read(self, reply: http.client.HTTPResponse, until: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := reply.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > LONGEST_ANSWER:
                raise self._strange(f"more than {LONGEST_ANSWER >> 20} MB")
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(parts)

    def _result(self, action: str, answer: bytes) -> Any:
        try:
            value: Any = json.loads(answer)
        except (ValueError, RecursionError) as error:
            raise self._strange("no JSON") from error
        if not isinstance(value, dict):
            raise self._strange("no object")
        said = cast("dict[str, Any]", value)
        if not {"result", "error"} <= said.keys():
            raise self._strange("no result")
        if said["error"] is not None:
            refused = clean_line(str(said["error"]))[:_LONGEST_QUOTE]
            hint = "Set MLSD_ANKICONNECT_KEY." if "api key" in refused else ""
            raise DesktopError(f"Anki refuses {action}: {refused}.", hint)
        return said["result"]

    def _strange(self, what: str) -> DesktopError:
        host, port = self._address
        return DesktopError(
            f"{host}:{port} does not answer as AnkiConnect does ({clean_line(what)}).",
            "Check the address; AnkiConnect's own default is 127.0.0.1:8765.",
        )


def _loopback(text: str) -> _Address:
    """Read an address and let none pass that leaves this machine."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port or 80
    except ValueError as error:
        raise UsageError(f"{clean_line(text)!r} is not an address.", _example()) from error
    if parts.scheme != "http" or parts.path.strip("/") or parts.query or parts.username:
        raise UsageError(f"{clean_line(text)!r} is not an address.", _example())
    # Not looked up: a name could lead anywhere.
    host = "127.0.0.1" if host == "localhost" else host
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise UsageError(
            f"{clean_line(text)!r} is not on this machine.",
            "AnkiConnect has no protection on a network, so only loopback is spoken to.",
        )
    return _Address(host, port)


def _example() -> str:
    return f"Write it as {DEFAULT_ADDRESS}."
