"""A process that answers lines with lines."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections import deque
from typing import IO, Deque, Iterator, List, Optional, Sequence

#: Seconds in which a process must end when its input has ended.
PATIENCE = 5.0
_AT_ONCE = 1 << 16


class LineProcess:
    """Starts a command. Threads read what it prints, so that an interrupt never loses a part of a line.

    :raises OSError: when it cannot be started.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            list(words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            # An interrupt from the keyboard is for Python, which tells the process.
            start_new_session=os.name != "nt",
        )
        self._lines: "queue.SimpleQueue[Optional[bytes]]" = queue.SimpleQueue()
        #: The last lines that it printed to standard error.
        self.messages: Deque[str] = deque(maxlen=30)
        self._readers = [threading.Thread(target=work, daemon=True) for work in (self._read_lines, self._read_messages)]
        for reader in self._readers:
            reader.start()

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def send(self, line: bytes) -> None:
        """:raises OSError: when the process has ended."""
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            raise BrokenPipeError("the process has no input any more")
        rest = memoryview(line)
        while len(rest) > 0:
            rest = rest[pipe.write(rest) or 0 :]

    def next_line(self) -> Optional[bytes]:
        """Waits for the next line; None when the process has ended."""
        line = self._lines.get()
        if line is None:
            self._lines.put(None)
        return line

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> int:
        """Ends the process by the end of its input, and kills it if that takes too long. Returns its exit code."""
        self.let_go()
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        # What it said last is to be read; a process that it started may keep the pipe open.
        for reader in self._readers:
            reader.join(1)
        return code

    def let_go(self) -> None:
        """Closes this side of its input. In a fork, the process then stays for the parent."""
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _read_lines(self) -> None:
        rest: List[bytes] = []
        for data in _chunks(self._process.stdout):
            *lines, last = data.split(b"\n")
            for line in lines:
                self._lines.put(b"".join([*rest, line]))
                rest = []
            rest.append(last)
        self._lines.put(None)

    def _read_messages(self) -> None:
        rest = b""
        for data in _chunks(self._process.stderr):
            *lines, rest = (rest + data).split(b"\n")
            self.messages.extend(line.decode("utf-8", "replace").rstrip() for line in lines)


def _chunks(pipe: Optional[IO[bytes]]) -> Iterator[bytes]:
    """What a pipe gives, until its end."""
    if pipe is None:
        return
    with pipe:
        while True:
            data = os.read(pipe.fileno(), _AT_ONCE)
            if data == b"":
                return
            yield data
