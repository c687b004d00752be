"""Sweeps, read from the folder that they wrote."""

from __future__ import annotations

import csv
import json
import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Union

from .errors import InputError
from .shown.frames import frame_of
from .shown.html import table

if TYPE_CHECKING:
    import pandas


class Sweep:
    """Designs of an accelerator and what they cost.

    :ivar summary: the content of ``sweep.json``.
    :ivar points: a dict per design: ``design``, ``status``, parameters and quantities by name, ``within_limits``, ``front``, ``reason``.
    """

    def __init__(self, summary: Dict[str, Any], points: List[Dict[str, Any]]) -> None:
        self.summary = summary
        self.points = points

    @property
    def name(self) -> str:
        return str(self.summary["name"])

    @property
    def front(self) -> List[Dict[str, Any]]:
        """Designs that no other one beats in all objectives, in the order of the sweep."""
        by_number = {point["design"]: point for point in self.points}
        return [by_number[number] for number in self.summary["front"]]

    @property
    def best(self) -> Optional[Dict[str, Any]]:
        """The best design within the limits; None if there is none."""
        number = self.summary.get("best")
        return next((point for point in self.points if point["design"] == number), None)

    @property
    def units(self) -> Dict[str, str]:
        """Units of parameters and quantities that have one."""
        columns = self.summary["parameters"] + self.summary["quantities"]
        return {column["name"]: column["unit"] for column in columns if column["unit"]}

    def frame(self) -> "pandas.DataFrame":
        """The designs as a frame of pandas; ``frame.attrs["units"]`` has the units."""
        return frame_of(list(self.points), self._columns(), self.units)

    def _columns(self) -> List[str]:
        named = [column["name"] for column in self.summary["parameters"] + self.summary["quantities"]]
        return ["design", "status", *named, "within_limits", "front", "reason"]

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.points)} designs, {len(self.front)} on the front>"

    def _repr_html_(self) -> str:
        counts = self.summary["counts"]
        columns = ["design", *self._columns()[2:-3]]
        headings = {name: f"{name} ({unit})" for name, unit in self.units.items()}
        refused = f", {counts['refused']} cannot be built" if counts["refused"] else ""
        rows = self.front
        best = self.best
        chosen = "" if best is None else f" Design {best['design']} is the best."
        return (
            f"<div><p><b>{escape(self.name)}</b>: {counts['planned']} designs{refused}, {len(rows)} on the front.{chosen}</p>"
            f"{table(rows, columns, headings)}</div>"
        )


def sweep(folder: "Union[str, os.PathLike[str]]") -> Sweep:
    """The sweep in a folder that ``zigzag sweep --out`` wrote. It needs no engine.

    :raises InputError: when there is none.
    """
    place = Path(folder)
    try:
        summary = json.loads((place / "sweep.json").read_text(encoding="utf-8"))
        with open(place / "points.csv", encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: there is no finished sweep: {error}\n  fix: pass the folder that zigzag sweep --out FOLDER wrote") from error
    parameters = [column["name"] for column in summary["parameters"]]
    quantities = [column["name"] for column in summary["quantities"]]
    names = ["design", "status", *parameters, *quantities, "within_limits", "front", "reason"]
    return Sweep(summary, [dict(zip(names, map(_value, names, line))) for line in lines[1:]])


def _value(name: str, text: str) -> Any:
    """A cell: number, truth, text, or None where it is empty."""
    if name == "reason":
        return text
    if text == "":
        return None
    if name in ("within_limits", "front"):
        return text == "true"
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            pass
    return text
