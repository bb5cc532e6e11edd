"""Where the shop finds its things."""

import os
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Config:
    database: str
    low_stock: int = 2


@lru_cache
def get_config() -> Config:
    return Config(os.environ.get("BOOKSHOP_DATABASE", "sqlite+aiosqlite:///bookshop.db"))
