"""What can go wrong. The text of an exception is what the ``zigzag`` command prints."""

from __future__ import annotations

from typing import Any, Dict, List, Optional


class ZigzagWarning(UserWarning):
    """Something odd about the inputs or the results of a run."""


class ZigzagError(Exception):
    """The base of all exceptions of the package.

    ``diagnostics`` holds every finding as a dict: code, severity, message, and as far as known hint, file, line, column and path.
    """

    def __init__(self, message: str, diagnostics: Optional[List[Dict[str, Any]]] = None) -> None:
        super().__init__(message)
        self.diagnostics: List[Dict[str, Any]] = list(diagnostics or [])

    def __reduce__(self) -> Any:
        return (type(self), (str(self), self.diagnostics))

    @property
    def code(self) -> Optional[str]:
        """The code of the first error, such as ``ZZ2104`` (docs/errors.md)."""
        return self._first("code")

    @property
    def hint(self) -> Optional[str]:
        """How to repair the first error."""
        return self._first("hint")

    def _first(self, key: str) -> Optional[str]:
        errors = [finding for finding in self.diagnostics if finding.get("severity") == "error"]
        return errors[0].get(key) if errors else None


class InputError(ZigzagError, ValueError):
    """An input or an option cannot be used, or there are no results."""


class MappingError(ZigzagError):
    """No layer of the network has a valid mapping."""


class EngineError(ZigzagError, RuntimeError):
    """The engine cannot be started, has ended, or is at fault."""
