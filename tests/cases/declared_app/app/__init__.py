"""What the declaration rules see of other modules: re-exported functions, classes, aliases."""

from .database import Session, Users, get_manager, get_session

__all__ = ["Session", "Users", "get_manager", "get_session"]
