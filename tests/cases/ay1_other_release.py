"""A name that the newest release does not have: the file is written for an older, sync one."""

import asyncio

import discord
import telegram
from telegram.ext import Application


def serve(token):
    bot = telegram.Bot(token)
    try:
        print(bot.get_me().id)
        for update in bot.get_updates():
            print(update)
        bot.send_message(1, "up")
    except telegram.TelegramError as error:
        print(error)


def apply_async(token):
    Application.builder().token(token).build().initialize()


def other_library(client: discord.Client):
    client.close()  # error: AY110:5
    asyncio.sleep(1)  # error: AY110:5
