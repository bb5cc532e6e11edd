"""What the application asks of the table."""

from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .models import User


async def get_users(session: AsyncSession) -> AsyncIterator[User]:
    for user in await session.scalars(select(User).order_by(User.id)):
        yield user


async def get_user(session: AsyncSession, user_id: int) -> User | None:
    return await session.get(User, user_id)
