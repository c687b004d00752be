"""The engine: one process of ``zigzag serve --stdio`` that answers requests, one JSON object per line."""

from __future__ import annotations

import atexit
import json
import os
import threading
import weakref
from collections import deque
from typing import Any, Deque, Dict, List, Optional, Sequence, Tuple

from .command import VARIABLE, Command, find_command
from ..errors import EngineError, InputError, MappingError
from .process import PATIENCE, LineProcess

#: The protocol that this package speaks.
PROTOCOL = 1
_CANCELLED = -32000
_INTERNAL = (-32600, -32601, -32602, -32603)


class Engine:
    """A process of the engine. It starts with the first request and ends with :meth:`close`, or when Python ends.

    Threads may share an engine: it answers one request at a time. For searches side by side, give each thread its own engine.

    :param command: what starts the engine, as text or words; by default it is searched for (docs/python.md#the-engine).
    """

    def __init__(self, command: Optional[Command] = None) -> None:
        self._command = command
        self._lock = threading.RLock()
        self._process: Optional[LineProcess] = None
        self._released: Deque[Tuple[int, int]] = deque()
        self._last_id = 0
        #: Counts the processes: runs that an earlier one held are gone.
        self.generation = 0
        _ENGINES.add(self)

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    @property
    def version(self) -> str:
        """Version of the engine."""
        return str(self.request("version")["version"])

    def request(self, method: str, **params: Any) -> Any:
        """The result of a method (docs/python.md#the-protocol).

        :raises InputError, MappingError, EngineError: as the engine says.
        """
        with self._lock:
            process = self._running()
            self._release_runs(process)
            return self._ask(process, method, params)

    def hold(self, holder: Any, run: int) -> None:
        """Keeps a run in the engine for as long as an object lives."""
        weakref.finalize(holder, self._released.append, (self.generation, run)).atexit = False

    def close(self) -> None:
        """Ends the process. The next request starts another one."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                process.end()

    def _ask(self, process: LineProcess, method: str, params: Dict[str, Any]) -> Any:
        self._last_id += 1
        request = self._last_id
        try:
            self._send(process, {"id": request, "method": method, "params": params})
            return _result(self._reply(process, request))
        except KeyboardInterrupt:
            self._cancel(process, request)
            raise

    def _send(self, process: LineProcess, message: Dict[str, Any]) -> None:
        line = json.dumps({"jsonrpc": "2.0", **message}, default=_plain) + "\n"
        try:
            process.send(line.encode("ascii"))
        except OSError:
            # It has ended. What it printed says why, and is read with the answer.
            pass

    def _reply(self, process: LineProcess, request: int) -> Dict[str, Any]:
        while True:
            line = process.next_line()
            if line is None:
                raise self._ended(process)
            reply = _parsed(line)
            if reply is None:
                self.close()
                raise EngineError(
                    f"{_text(self._words())} is no engine of zigzag-ts: it printed {line[:200]!r}\n"
                    f"  fix: set {VARIABLE} to the zigzag command of zigzag-ts"
                )
            # Others belong to requests that were interrupted.
            if reply["id"] == request:
                return reply

    def _cancel(self, process: LineProcess, request: int) -> None:
        """The engine stays, with the runs that it holds, if it ends the request soon."""
        timer = threading.Timer(PATIENCE, process.kill)
        timer.daemon = True
        timer.start()
        try:
            self._send(process, {"method": "cancel", "params": {"id": request}})
            self._reply(process, request)
        except EngineError:
            pass
        finally:
            timer.cancel()

    def _running(self) -> LineProcess:
        process = self._process
        if process is not None:
            if process.is_running:
                return process
            process.end()
        words = self._words()
        try:
            process = LineProcess(words)
        except OSError as error:
            raise EngineError(
                f"the engine cannot be started: {_text(words)}: {error}\n  fix: install zigzag-ts with npm, or set {VARIABLE}"
            ) from error
        self._process = process
        self.generation += 1
        found = self._ask(process, "version", {})
        if found.get("protocol") != PROTOCOL:
            self.close()
            raise EngineError(
                f"the engine speaks protocol {found.get('protocol')}, and this package protocol {PROTOCOL}\n"
                "  fix: install the same version of both"
            )
        return process

    def _words(self) -> List[str]:
        return [*find_command(self._command), "serve", "--stdio"]

    def _ended(self, process: LineProcess) -> EngineError:
        code = process.end()
        self._process = None
        said = "".join(f"\n  {line}" for line in process.messages)
        return EngineError(f"the engine has ended with exit code {code}{said}")

    def _release_runs(self, process: LineProcess) -> None:
        runs: List[int] = []
        while self._released:
            generation, run = self._released.popleft()
            if generation == self.generation:
                runs.append(run)
        if runs:
            self._send(process, {"method": "release", "params": {"runs": runs}})

    def _leave_to_parent(self) -> None:
        """After a fork the process belongs to the parent; the child starts its own."""
        process, self._process = self._process, None
        self._lock = threading.RLock()
        self._released = deque()
        self.generation += 1
        if process is not None:
            process.let_go()


_ENGINES: "weakref.WeakSet[Engine]" = weakref.WeakSet()
_DEFAULT = Engine()


def default_engine() -> Engine:
    """The engine of all calls that name none."""
    return _DEFAULT


@atexit.register
def _close_all() -> None:
    for engine in list(_ENGINES):
        engine.close()


def _leave_all() -> None:
    for engine in list(_ENGINES):
        engine._leave_to_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_all)


def _parsed(line: bytes) -> Optional[Dict[str, Any]]:
    try:
        reply = json.loads(line)
    except ValueError:
        return None
    return reply if isinstance(reply, dict) and "id" in reply else None


def _text(words: Sequence[str]) -> str:
    return " ".join(words)


def _result(reply: Dict[str, Any]) -> Any:
    error = reply.get("error")
    if error is None:
        return reply["result"]
    code, message = error.get("code"), str(error.get("message"))
    data = error.get("data") or {}
    diagnostics = data.get("diagnostics") or []
    if code == 2:
        raise MappingError(message, diagnostics)
    if code == _CANCELLED or code in _INTERNAL or data.get("name") == "UnknownRunError":
        raise EngineError(message, diagnostics)
    raise InputError(message, diagnostics)


def _plain(value: Any) -> Any:
    """What JSON has no form for: paths, bytes, numbers of numpy, ONNX models in memory."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (bytes, bytearray)):
        import base64

        return {"base64": base64.b64encode(value).decode("ascii")}
    if hasattr(value, "SerializeToString"):
        return _plain(value.SerializeToString())
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"a {type(value).__name__} cannot be given to the engine: {value!r}")
