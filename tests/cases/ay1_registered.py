"""What frameworks hand to functions that are registered with them, without annotations."""
import asyncio
import discord
import trio
import websockets
from aiogram import Router, F
from aiohttp import web
from discord import app_commands
from discord.ext import commands
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from telegram.ext import ApplicationBuilder, CommandHandler, MessageHandler, filters

routes = web.RouteTableDef()
bot = commands.Bot("!")
client = discord.Client()
router = Router()
api = FastAPI()


@routes.get("/")
async def index(request):
    data = request.json()
    print(data["x"])  # error: AY112:11


async def added(request):
    data = request.json()
    print(data["x"])  # error: AY112:11


async def listed(request):
    print((request.post())["x"])  # error: AY112:11


def main():
    app = web.Application()
    app.router.add_get("/", added)
    app.add_routes([web.get("/x", listed)])


@bot.command()
async def ping(ctx, n=1):
    ctx.send("x")  # error: AY110:5
    await ctx.send("x")


@bot.event
async def on_message(message):
    message.delete()  # error: AY110:5
    bot.process_commands(message)  # error: AY110:5


@client.event
async def on_member_join(member):
    member.send("x")  # error: AY110:5


class Mine(discord.Client):
    async def on_message(self, message):
        message.channel.send("x")  # error: AY110:9


class Cog(commands.Cog):
    @commands.command()
    async def ban(self, ctx, who):
        ctx.send("x")  # error: AY110:9
        who.ban()

    @commands.Cog.listener()
    async def on_message(self, message):
        message.delete()  # error: AY110:9

    @app_commands.command()
    async def slash(self, interaction):
        interaction.response.send_message("x")  # error: AY110:9

    async def on_message_edit(self, before, after):
        before.delete()


@router.message(F.text)
async def text(message):
    print(message.bot.get_me().id)  # error: AY112:11


@router.callback_query()
async def query(call):
    call.bot.get_me()  # error: AY110:5


@api.middleware("http")
async def timing(request, call_next):
    print(request.body().decode())  # error: AY112:11
    return await call_next(request)


async def home(request):
    print(request.form()["x"])  # error: AY112:11


async def sock(ws):
    ws.accept()  # error: AY110:5


star = Starlette(routes=[Route("/", home), WebSocketRoute("/ws", endpoint=sock)])


async def start(update, context):
    update.message.reply_text("x")  # error: AY110:5
    context.bot.send_message(1, "x")  # error: AY110:5


def telegram():
    app = ApplicationBuilder().token("x").build()
    app.add_handler(CommandHandler("start", start))


async def echo(websocket):
    async for message in websocket:
        websocket.send(message)  # error: AY110:9
    for message in websocket:  # error: AY107:20
        print(message)


async def streams(reader, writer):
    line = reader.readline()
    print(line.decode())  # error: AY112:11
    writer.drain()  # error: AY110:5
    writer.write(b"")
    await writer.write(b"")  # error: AY114:5


async def amain():
    async with websockets.serve(echo, "", 1):
        await asyncio.Future()
    await asyncio.start_server(streams, "", 1)
    await trio.serve_tcp(sock2, 1)


async def sock2(stream):
    stream.send_all(b"")  # error: AY110:5


async def nobody(request, ctx):
    request.json()
    ctx.send("x")


async def twice(request):
    print(request.json()["x"])


more = [web.get("/", twice), Route("/", twice)]


def requires_login(function):
    async def checked(request):
        return await function(request, request["user"])

    return checked


@routes.get("/mine")
@requires_login
async def mine(request, user):
    request.json()  # what is nearest to the function may hand over something else
    user.json()


def rebound():
    def nobody(request):
        return request

    return web.get("/", nobody)


@bot.command()
@commands.is_owner()
async def owned(ctx):
    ctx.send("x")  # error: AY110:5


@bot.command()
@requires_login
@commands.is_owner()
async def checked(ctx):
    ctx.send("x")


class Views:
    async def index(self, request):
        request.json()

    def routes(self):
        return [web.get("/", self.index)]
