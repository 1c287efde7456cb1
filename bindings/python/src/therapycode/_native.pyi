"""The extension that cffi makes: untyped here, typed in the modules that use it."""
from typing import Any

ffi: Any
lib: Any
