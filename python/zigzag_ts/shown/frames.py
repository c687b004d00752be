"""Rows as a frame of pandas, which is needed only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional

if TYPE_CHECKING:
    import pandas


def frame_of(rows: List[Mapping[str, Any]], columns: List[str], units: Optional[Dict[str, str]] = None) -> "pandas.DataFrame":
    """A frame with these columns; ``frame.attrs["units"]`` has the units of those that have one.

    :raises ImportError: without pandas.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("frames need pandas: pip install pandas (the rows themselves are lists of dicts)") from error
    frame = pandas.DataFrame(rows, columns=columns)
    frame.attrs["units"] = {name: unit for name, unit in (units or {}).items() if name in columns}
    return frame
