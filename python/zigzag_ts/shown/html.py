"""Tables and figures of a notebook cell."""

from __future__ import annotations

from html import escape
from typing import Any, Iterable, List, Mapping, Optional, Sequence

_PREFIXES = {
    "pJ": [(1e12, "J"), (1e9, "mJ"), (1e6, "µJ"), (1e3, "nJ"), (1, "pJ")],
    "cycles": [(1e9, "Gcycles"), (1e6, "Mcycles"), (1e3, "kcycles"), (1, "cycles")],
}


def quantity_text(value: float, unit: str) -> str:
    """``1.871 mJ``: four digits and a prefix."""
    scale, name = next(((scale, name) for scale, name in _PREFIXES[unit] if abs(value) >= scale), _PREFIXES[unit][-1])
    return f"{value / scale:.4g} {name}"


def cell_text(value: Any) -> str:
    """A value of a table; numbers are whole, or have four digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(round(value)) if 1e3 <= abs(value) < 1e15 else f"{value:.4g}"
    return str(value)


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], headings: Optional[Mapping[str, str]] = None) -> str:
    """An HTML table."""
    names = headings or {}
    head = "".join(f"<th>{escape(names.get(column, column))}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell_text(row.get(column)))}</td>" for column in columns) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def findings(texts: Sequence[str]) -> str:
    """Warnings, each with its fix in a line of its own."""
    items: List[str] = [f"<li>{escape(text).replace(chr(10), '<br>')}</li>" for text in texts]
    return f"<ul>{''.join(items)}</ul>" if items else ""
