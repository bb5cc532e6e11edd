# Source: functools.py: `update_wrapper` gives back the wrapper that it was given, whatever it is.
from typing import Any, TypeVar

W = TypeVar("W")

def update_wrapper(wrapper: W, wrapped: Any, assigned: Any = ..., updated: Any = ...) -> W: ...
