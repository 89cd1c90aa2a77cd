"""Drives a real Chromium over a pipe with the DevTools protocol; no driver, no library."""

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
BROWSER = next(filter(None, map(shutil.which, NAMES)), "")
MISSING = f"no browser here: none of {', '.join(NAMES)} is on the path"
_CODES = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39}
_CODES |= {"ArrowDown": 40}


class Page:
    """One tab."""

    def __init__(self, to: int, back: FileIO) -> None:
        self._to, self._back = to, back
        self._pending = b""
        self._last = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._last:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            chunk = self._back.read(1 << 16)
            assert chunk, "the browser has gone"
            self._pending += chunk
        message, _, self._pending = self._pending.partition(b"\0")
        return json.loads(message)

    def open(self, address: str) -> None:
        """Go somewhere and wait until all of it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())
        self.drawn()

    def run(self, script: str) -> Any:
        """Evaluate an expression in the page."""
        done = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def drawn(self) -> None:
        """Wait until the present state has been drawn."""
        self.run("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")

    def shape(self, width: int, height: int, *, dark: bool = False, ratio: float = 1) -> None:
        """Be a screen of a size and scheme."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=ratio, mobile=width < 500,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def press(self, *keys: str) -> None:
        for key in keys:
            text = "\r" if key == "Enter" else key if len(key) == 1 else ""
            code = _CODES.get(key, ord(key.upper()) if len(key) == 1 else 0)
            for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
                self.call(
                    "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code,
                    **({"text": text} if kind == "keyDown" else {}),
                )  # fmt: skip
            self.drawn()

    def point(self, x: float, y: float, *, click: bool = False) -> None:
        """Move the pointer somewhere, and click there."""
        mouse = {"x": x, "y": y, "button": "left", "clickCount": 1}
        for kind in ("mouseMoved", *(("mousePressed", "mouseReleased") if click else ())):
            self.call("Input.dispatchMouseEvent", type=kind, **mouse)
        self.drawn()

    def tap(self, x: float, y: float) -> None:
        """Touch somewhere with a finger."""
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        self.drawn()

    @property
    def complaints(self) -> list[str]:
        """Errors of scripts, and what the policy has refused."""
        wrong = ("Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(e["params"]) for e in self.events if e.get("method") in wrong]

    @property
    def requests(self) -> list[str]:
        sent = (e for e in self.events if e.get("method") == "Network.requestWillBeSent")
        return [e["params"]["request"]["url"] for e in sent]

    def picture(self, path: Path) -> None:
        """Save what is on the screen."""
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))


@contextmanager
def browsing(profile: Path) -> Iterator[Page]:
    """Run a browser with a profile of its own, and end it."""
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank",
    ]  # fmt: skip
    theirs_in, to = os.pipe()
    back, theirs_out = os.pipe()
    # the browser reads from 3 and writes to 4; ours may have just these numbers
    high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs_in, theirs_out)]

    def wire() -> None:
        os.dup2(high[0], 3)
        os.dup2(high[1], 4)

    with (profile.parent / "browser.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            pass_fds=(3, 4),
            preexec_fn=wire,  # noqa: PLW1509  two calls of the kernel; a test has no threads
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        for end in (theirs_in, theirs_out, *high):
            os.close(end)
        try:
            with os.fdopen(back, "rb", buffering=0) as answers:
                page = Page(to, answers)
                yield page
                page._session = ""
                page.call("Browser.close")
        finally:
            os.close(to)
            _ended(process)


def _ended(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
