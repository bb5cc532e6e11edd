"""Makes the tables when the application starts."""

from .database import engine
from .models import Base


def create_tables() -> None:
    async with engine.begin() as connection:  # error: AY201:5
        Base.metadata.create_all(connection.sync_connection)
