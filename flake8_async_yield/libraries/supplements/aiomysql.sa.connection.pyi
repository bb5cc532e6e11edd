# Source: aiomysql/sa/connection.py: `_execute(…)` and `_begin()` are handed to the managers.
from aiomysql.sa.result import ResultProxy
from aiomysql.sa.transaction import Transaction
from aiomysql.utils import _SAConnectionContextManager, _TransactionContextManager

class SAConnection:
    def execute(self, query, *multiparams, **params) -> _SAConnectionContextManager[ResultProxy]: ...
    def begin(self) -> _TransactionContextManager[Transaction]: ...
