"""What the routers ask FastAPI for."""

from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from . import get_session, session_scope
from .repositories import BookRepository, OrderRepository
from .services.catalog import CatalogService
from .services.orders import OrderService

Session = Annotated[AsyncSession, Depends(get_session())]  # error: AY501:43
Scoped = Annotated[AsyncSession, Depends(session_scope)]  # error: AY502:42


async def get_catalog(session: Session) -> CatalogService:
    return CatalogService(BookRepository(session))


async def get_orders(
    session: Session, catalog: CatalogService = Depends(get_catalog)
) -> OrderService:
    return OrderService(OrderRepository(session), catalog)


Catalog = Annotated[CatalogService, Depends(get_catalog)]
Orders = Annotated[OrderService, Depends(get_orders)]
