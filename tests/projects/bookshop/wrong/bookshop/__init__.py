"""A bookshop: catalogue, orders, exports and the workers behind them."""

from .database import get_session, session_scope

__all__ = ["get_session", "session_scope"]
