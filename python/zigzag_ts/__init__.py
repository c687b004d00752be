"""Energy, latency and the best mapping of deep-learning layers on an accelerator: zigzag-ts in Python.

Energies are in pJ, times in clock cycles, sizes in bits, areas in mm². The page docs/python.md has examples.
"""

from ._version import __version__
from .server.engine import Engine
from .errors import EngineError, InputError, MappingError, ZigzagError, ZigzagWarning
from .shown.picture import Picture
from .results import Results, load
from .runs import Run, read_input, run
from .sweeps import Sweep, sweep

__all__ = [
    "Engine",
    "EngineError",
    "InputError",
    "MappingError",
    "Picture",
    "Results",
    "Run",
    "Sweep",
    "ZigzagError",
    "ZigzagWarning",
    "__version__",
    "load",
    "read_input",
    "run",
    "sweep",
]
