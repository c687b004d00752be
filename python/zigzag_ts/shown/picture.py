"""Pictures, which draw themselves in a notebook cell."""

from __future__ import annotations

import base64
import os
from typing import Union


class Picture:
    """An SVG.

    :ivar svg: its text.
    :ivar content: in a few words what it shows.
    """

    def __init__(self, svg: str, content: str) -> None:
        self.svg = svg
        self.content = content

    def save(self, path: "Union[str, os.PathLike[str]]") -> None:
        """Writes the SVG to a file."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.svg)

    @property
    def address(self) -> str:
        """The picture as an address for ``<img>``: names in it do not meet those of other pictures of a page."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode("utf-8")).decode("ascii")

    def __repr__(self) -> str:
        return f"<Picture: {self.content}>"

    def _repr_svg_(self) -> str:
        return self.svg
