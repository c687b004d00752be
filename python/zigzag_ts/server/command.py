"""Where the engine is: how the package finds the command ``zigzag``."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import List, Optional, Sequence, Union

from ..errors import EngineError

#: Names the command, in place of the search for it.
VARIABLE = "ZIGZAG_TS_COMMAND"

Command = Union[str, Sequence[str]]


def find_command(given: Optional[Command] = None) -> List[str]:
    """The words that start the engine.

    The first of: ``given``, the environment variable ZIGZAG_TS_COMMAND, the engine that this package is a folder of, a package
    installed by npm or a checkout in the current folder or above it, and ``zigzag`` on PATH.

    :raises EngineError: when there is none, or Node.js is missing.
    """
    wanted = given if given is not None else os.environ.get(VARIABLE) or None
    if wanted is not None:
        return _words(wanted)
    for script in _scripts():
        if script.is_file():
            return [_node(script), str(script)]
    command = shutil.which("zigzag")
    if command is not None:
        return [command]
    raise EngineError(
        "the engine is not found: there is no zigzag on PATH, and neither an npm package zigzag-ts nor its checkout in this folder or above it\n"
        f"  fix: install it with npm, or set {VARIABLE} to the command that starts it, such as: node /path/to/checkout/bin/zigzag.js"
    )


def _words(command: Command) -> List[str]:
    if not isinstance(command, str):
        return list(command)
    # A path with blanks is one word, if it is there.
    if os.path.exists(command):
        return [_node(command), command] if command.endswith(".js") else [command]
    return shlex.split(command, posix=os.name != "nt")


def _scripts() -> List[Path]:
    beside = Path(__file__).resolve().parents[3]
    here = Path.cwd()
    scripts = [beside / "bin" / "zigzag.js"]
    for folder in [here, *here.parents]:
        scripts.append(folder / "node_modules" / "zigzag-ts" / "bin" / "zigzag.js")
        # pip copies this package out of the checkout, which then lies nowhere beside it.
        if (folder / "python" / "zigzag_ts").is_dir():
            scripts.append(folder / "bin" / "zigzag.js")
    return scripts


def _node(script: Union[str, Path]) -> str:
    node = shutil.which("node")
    if node is None:
        raise EngineError(
            f"Node.js is not found: {script} needs node, which is not on PATH\n"
            f"  fix: install Node.js 20.19 or newer, or set {VARIABLE} to a command that starts the engine"
        )
    return node
