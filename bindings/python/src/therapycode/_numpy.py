"""numpy, which only columns need: without it the import says what to install."""

try:
    import numpy as np
except ImportError as error:
    raise ImportError("columns, frames and Arrow need numpy: pip install 'therapycode[batch]'") from error

__all__ = ["np"]
