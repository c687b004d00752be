"""The page docs/python.md and the notebooks say and show what is so."""

from __future__ import annotations

import contextlib
import io
import json
import re
import unittest
from typing import Any, Dict, List

from .notebook import EXAMPLES, executed
from .support import ROOT, InFolder, needs_pandas

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


class Page(InFolder):
    @needs_pandas
    def test_its_code_runs(self) -> None:
        blocks = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
        self.assertGreater(len(blocks), 4)
        for number, block in enumerate(blocks):
            with self.subTest(block=number), contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile(block, f"block {number} of docs/python.md", "exec"), {})
                self.assertNotEqual(printed.getvalue(), "")

    def test_it_lists_the_columns_of_layers(self) -> None:
        import zigzag_ts

        rows = PAGE.split("| column | meaning |")[1].split("\n\n")[0].splitlines()[2:]
        listed = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]
        self.assertEqual(listed, list(zigzag_ts.load("results").layers[0]))

    def test_versions_are_those_of_the_npm_package(self) -> None:
        import zigzag_ts

        version = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["version"]
        project = (ROOT / "python" / "pyproject.toml").read_text(encoding="utf-8")
        self.assertEqual(zigzag_ts.__version__, version)
        self.assertIn(f'\nversion = "{version}"\n', project)
        self.assertEqual(zigzag_ts.Engine().version, version)
        folders = {f"zigzag_ts.{file.parent.name}" for file in (ROOT / "python" / "zigzag_ts").glob("*/__init__.py")}
        self.assertEqual(set(re.findall(r'"(zigzag_ts\.\w+)"', project)), folders)


class Notebooks(unittest.TestCase):
    @needs_pandas
    def test_outputs_are_those_of_today(self) -> None:
        files = sorted(EXAMPLES.glob("*.ipynb"))
        self.assertNotEqual(files, [])
        for file in files:
            saved = json.loads(file.read_text(encoding="utf-8"))
            with self.subTest(file.name):
                found = executed(saved)
                for cell, again in zip(saved["cells"], found["cells"]):
                    source = "".join(cell["source"])
                    self.assertEqual(comparable(cell), comparable(again), f"run npm run notebook; the cell is\n{source}")

    def test_they_have_pictures(self) -> None:
        text = "".join(file.read_text(encoding="utf-8") for file in EXAMPLES.glob("*.ipynb"))
        self.assertGreater(text.count('"image/svg+xml"'), 1)
        self.assertIn("data:image/svg+xml;base64,", text)


def comparable(cell: Dict[str, Any]) -> List[Any]:
    """Outputs, without what depends on the version of pandas: the markup of its tables, and their blanks."""
    outputs = []
    for output in cell.get("outputs", []):
        data = {form: "".join(lines) for form, lines in output.get("data", {}).items()}
        if 'class="dataframe"' in data.get("text/html", ""):
            data = {"text/plain": " ".join(data["text/plain"].split())}
        outputs.append((output["output_type"], output.get("text"), data))
    return outputs


if __name__ == "__main__":
    unittest.main()
