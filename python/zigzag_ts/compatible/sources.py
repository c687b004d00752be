"""What an evaluation is made from: asked of the engine when it is needed, or saved in a pickle."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Mapping, NamedTuple, Optional

from .names import layer_of
from ..runs import Run


class Saved(NamedTuple):
    """All that an evaluation is made from, as plain data: what a pickle holds."""

    summary: Mapping[str, Any]
    layer: Mapping[str, Any]
    accelerator: Mapping[str, Any]
    details: Mapping[str, Any]


class Asked:
    """The same, asked for when it is needed."""

    def __init__(self, run: Run, place: int) -> None:
        self._run = run
        self._place = place
        self._details: Optional[Mapping[str, Any]] = None

    @property
    def summary(self) -> Mapping[str, Any]:
        layer: Mapping[str, Any] = self._run._first_answer["layers"][self._place]
        return layer

    @property
    def layer(self) -> Mapping[str, Any]:
        layer: Mapping[str, Any] = self._run.document["layers"][self._place]
        return layer

    @property
    def accelerator(self) -> Mapping[str, Any]:
        accelerator: Mapping[str, Any] = self._run.document["accelerators"][self.layer["accelerator"]]
        return accelerator

    @property
    def details(self) -> Mapping[str, Any]:
        if self._details is None:
            self._details = self._run.details(self._place)["details"]
        return self._details

    def saved(self) -> Saved:
        return Saved(self.summary, self.layer, self.accelerator, self.details)


class Layer:
    """The layer of an evaluation. Its name is known at once; all else is asked for when it is read."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.id: int = source.summary["id"]
        self.name: str = source.summary["name"]
        self.type: str = source.summary["operatorType"]

    @cached_property
    def _whole(self) -> Any:
        return layer_of(self._source.layer)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._whole, name)

    def __str__(self) -> str:
        return self.name

    __repr__ = __str__
