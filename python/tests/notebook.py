"""Executes notebooks without Jupyter: one namespace, the last expression of a cell is shown.

``python3 -m tests.notebook`` in the folder ``python`` writes the outputs of the example notebooks anew.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Dict, Iterator, List

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
#: Forms of a value that a cell shows, and the methods that give them.
FORMS = {"text/html": "_repr_html_", "image/svg+xml": "_repr_svg_"}


def executed(notebook: Dict[str, Any]) -> Dict[str, Any]:
    """The notebook with the outputs that its cells have now."""
    namespace: Dict[str, Any] = {"__name__": "__main__"}
    cells: List[Dict[str, Any]] = []
    count = 0
    with _other_folder():
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                count += 1
                outputs = list(_outputs("".join(cell["source"]), namespace, count))
                cell = {**cell, "execution_count": count, "outputs": outputs}
            cells.append(cell)
    return {**notebook, "cells": cells}


def _outputs(source: str, namespace: Dict[str, Any], count: int) -> Iterator[Dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), namespace)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), namespace) if isinstance(last, ast.Expr) else None
    if printed.getvalue():
        yield {"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())}
    if value is not None:
        data = {form: _lines(getattr(value, method)()) for form, method in FORMS.items() if hasattr(value, method)}
        data["text/plain"] = _lines(repr(value))
        yield {"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}


def _lines(text: str) -> List[str]:
    return text.splitlines(keepends=True)


@contextlib.contextmanager
def _other_folder() -> Iterator[None]:
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        try:
            yield
        finally:
            os.chdir(before)


def main() -> None:
    for file in sorted(EXAMPLES.glob("*.ipynb")):
        notebook = executed(json.loads(file.read_text(encoding="utf-8")))
        file.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main()
