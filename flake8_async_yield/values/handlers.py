"""What a framework hands to a function that is registered with it, where no annotation says so.

`@routes.get("/")`, `@bot.command()`, `add_get("/", index)`, `on_message` of a Discord client.
Reference: the documentation of aiohttp (web), Starlette (routing, middleware), discord.py (events,
commands, interactions), aiogram (routers), python-telegram-bot (handlers), websockets and asyncio
(servers). As in `takers` the names are data; a method stands under the class that defines it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_async_yield.names.definitions import ClassRecord, FunctionRecord, Module, Term
from flake8_async_yield.values import classes, forms
from flake8_async_yield.values.value import (
    UNKNOWN,
    Alternative,
    ClassValue,
    FunctionValue,
    Instance,
    Overloads,
    Value,
)

if TYPE_CHECKING:
    from flake8_async_yield.values.evaluate import Evaluator

Types = tuple[str, ...]
"""The types of the parameters by position, under their public names; '': not told."""

AIOHTTP: Types = ("aiohttp.web.Request",)
STARLETTE: Types = ("starlette.requests.Request",)
WEBSOCKET: Types = ("starlette.websockets.WebSocket",)
CONTEXT: Types = ("discord.ext.commands.Context",)
INTERACTION: Types = ("discord.Interaction",)
TELEGRAM: Types = ("telegram.Update", "telegram.ext.ContextTypes.DEFAULT_TYPE")
STREAMS: Types = ("asyncio.StreamReader", "asyncio.StreamWriter")
SERVED: Types = ("websockets.asyncio.server.ServerConnection",)
MEMBER = "discord.Member"
MESSAGE = "discord.Message"
STATE = "discord.VoiceState"

METHODS = "delete get head options patch post put".split()


def _on(homes: str, names: str, types: Types) -> dict[str, Types]:
    return {f"{home}.{name}": types for home in homes.split() for name in names.split()}


DECORATORS: dict[str, Types] = {
    **_on("aiohttp.web_routedef.RouteTableDef", " ".join([*METHODS, "route"]), AIOHTTP),
    "aiohttp.web_middlewares.middleware": AIOHTTP,
    **_on("fastapi.applications.FastAPI", "exception_handler middleware", STARLETTE),
    **_on("starlette.applications.Starlette", "exception_handler middleware route", STARLETTE),
    **_on("discord.ext.commands.core", "command group", CONTEXT),
    **_on("discord.ext.commands.core.GroupMixin", "command group", CONTEXT),
    **_on("discord.ext.commands.hybrid", "hybrid_command hybrid_group", CONTEXT),
    **_on("discord.ext.commands.bot.BotBase", "hybrid_command hybrid_group", CONTEXT),
    **_on("discord.app_commands.commands", "command context_menu", INTERACTION),
    **_on("discord.app_commands.tree.CommandTree", "command context_menu", INTERACTION),
    "discord.ui.button.button": INTERACTION,
    "discord.ui.select.select": INTERACTION,
}
"""Decorators that register the function."""

LISTENING = frozenset(
    {
        "discord.client.Client.event",
        "discord.ext.commands.bot.BotBase.listen",
        "discord.ext.commands.cog.Cog.listener",
    }
)
"""Decorators that register the function for the event that it is named after."""

EVENTS: dict[str, Types] = {
    "on_command_completion": CONTEXT,
    "on_command_error": CONTEXT,
    "on_guild_join": ("discord.Guild",),
    "on_guild_remove": ("discord.Guild",),
    "on_interaction": INTERACTION,
    "on_member_join": (MEMBER,),
    "on_member_remove": (MEMBER,),
    "on_member_update": (MEMBER, MEMBER),
    "on_message": (MESSAGE,),
    "on_message_delete": (MESSAGE,),
    "on_message_edit": (MESSAGE, MESSAGE),
    "on_raw_reaction_add": ("discord.RawReactionActionEvent",),
    "on_raw_reaction_remove": ("discord.RawReactionActionEvent",),
    "on_reaction_add": ("discord.Reaction",),
    "on_reaction_remove": ("discord.Reaction",),
    "on_voice_state_update": (MEMBER, STATE, STATE),
}
"""Events of a Discord client: methods of its class, or functions that it listens with."""

CLIENT = "discord.client.Client"

OBSERVER = "aiogram.dispatcher.event.telegram.TelegramEventObserver"
OBSERVED: dict[str, Types] = {
    **dict.fromkeys(
        ("message", "edited_message", "channel_post", "edited_channel_post", "business_message"),
        ("aiogram.types.Message",),
    ),
    "callback_query": ("aiogram.types.CallbackQuery",),
    "inline_query": ("aiogram.types.InlineQuery",),
    "my_chat_member": ("aiogram.types.ChatMemberUpdated",),
    "chat_member": ("aiogram.types.ChatMemberUpdated",),
}
"""Attributes of aiogram's routers that register a function, as decorators do."""

_HANDLERS = "telegram.ext._handlers"
TAKERS: dict[str, tuple[int, str, Types]] = {
    **{
        f"aiohttp.web_urldispatcher.UrlDispatcher.add_{name}": (1, "handler", AIOHTTP)
        for name in METHODS
    },
    **{f"aiohttp.web_routedef.{name}": (1, "handler", AIOHTTP) for name in METHODS},
    "aiohttp.web_urldispatcher.UrlDispatcher.add_route": (2, "handler", AIOHTTP),
    "aiohttp.web_routedef.route": (2, "handler", AIOHTTP),
    "starlette.routing.Route": (1, "endpoint", STARLETTE),
    "starlette.routing.WebSocketRoute": (1, "endpoint", WEBSOCKET),
    "starlette.applications.Starlette.add_route": (1, "route", STARLETTE),
    "starlette.applications.Starlette.add_websocket_route": (1, "route", WEBSOCKET),
    f"{_HANDLERS}.callbackqueryhandler.CallbackQueryHandler": (0, "callback", TELEGRAM),
    f"{_HANDLERS}.commandhandler.CommandHandler": (1, "callback", TELEGRAM),
    f"{_HANDLERS}.inlinequeryhandler.InlineQueryHandler": (0, "callback", TELEGRAM),
    f"{_HANDLERS}.messagehandler.MessageHandler": (1, "callback", TELEGRAM),
    "websockets.asyncio.server.serve": (0, "handler", SERVED),
    "websockets.asyncio.server.unix_serve": (0, "handler", SERVED),
    "asyncio.streams.start_server": (0, "client_connected_cb", STREAMS),
    "asyncio.streams.start_unix_server": (0, "client_connected_cb", STREAMS),
    "trio._highlevel_open_tcp_listeners.serve_tcp": (0, "handler", ("trio.SocketStream",)),
}
"""What takes the function: as which argument, and what it hands to it."""


def handled(evaluator: Evaluator, module: Module, record: FunctionRecord, number: int) -> Value:
    """What parameter `number` (the receiver not counted) of a registered function is."""
    if not module.is_project:
        return UNKNOWN
    types = _by_decorator(evaluator, module, record) or _by_event(evaluator, module, record)
    if not types and not record.decorators and not record.class_key:
        types = _by_call(evaluator, module, record)
    if number >= len(types) or not types[number]:
        return UNKNOWN
    return forms.instantiate(evaluator, _public(evaluator, module, types[number]))


def _by_decorator(evaluator: Evaluator, module: Module, record: FunctionRecord) -> Types:
    """What the decorator hands over that stands nearest; another one may have changed that.

    Those of the same library may stand in between: `@commands.is_owner()`.
    """
    libraries: set[str] = set()
    for term in reversed(record.decorators):
        head: Term = term[1] if isinstance(term, list) and term[0] == "(" else term
        value = evaluator.evaluate(head, module)
        name = _name(value[0]) if len(value) == 1 else ""
        libraries.add(name.partition(".")[0])
        if not name or len(libraries) > 1:
            return ()
        if name in LISTENING:
            return EVENTS.get(record.name, ())
        if name == OBSERVER:
            return OBSERVED.get(head[2], ()) if head[0] == "." else ()
        if name in DECORATORS:
            return DECORATORS[name]
    return ()


def _by_event(evaluator: Evaluator, module: Module, record: FunctionRecord) -> Types:
    """What a method of a Discord client is handed for the event that it is named after."""
    if record.name not in EVENTS or not record.class_key or record.decorators:
        return ()
    cls = module.record(record.class_key)
    if not isinstance(cls, ClassRecord):
        return ()
    holders = classes.order(evaluator, module, cls).holders
    names = {f"{holder.module.name}.{holder.record.qualname}" for holder in holders}
    return EVENTS[record.name] if CLIENT in names else ()


def _by_call(evaluator: Evaluator, module: Module, record: FunctionRecord) -> Types:
    """What all the calls of the module hand over that register the function."""
    if module.lookup(record.name) != ["L", record.key]:
        return ()
    found: set[Types] = set()
    for function, argument in module.registering(record.name):
        value = evaluator.evaluate(function, module)
        position, keyword, types = TAKERS.get(_name(value[0]) if len(value) == 1 else "", NOTHING)
        if argument not in (position, keyword):
            return ()
        found.add(types)
    return found.pop() if len(found) == 1 else ()


NOTHING: tuple[int, str, Types] = (-1, "", ())


def _name(alternative: Alternative) -> str:
    """`module.Class.method`, `module.function`, `module.Class` of what is called."""
    if isinstance(alternative, Overloads):
        alternative = alternative.functions[0]
    if isinstance(alternative, ClassValue):
        return alternative.qualified_name
    if isinstance(alternative, Instance):
        return alternative.qualified_name
    if not isinstance(alternative, FunctionValue):
        return ""
    record, module = alternative.record, alternative.module
    holder = module.record(record.class_key) if record.class_key else None
    if isinstance(holder, ClassRecord):
        return f"{module.name}.{holder.qualname}.{record.name}"
    return f"{module.name}.{record.name}"


def _public(evaluator: Evaluator, module: Module, name: str) -> Value:
    """What the dotted `name` means in the libraries that `module` sees."""
    parts = name.split(".")
    for number in range(len(parts) - 1, 0, -1):
        home = evaluator.index.module(".".join(parts[:number]), module)
        if home is not None:
            value = evaluator.member(home, parts[number])
            for attribute in parts[number + 1 :]:
                value = evaluator.attribute(value, attribute)
            return value
    return UNKNOWN
