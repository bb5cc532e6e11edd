"""Libraries that were sync once: where none is installed, nothing here tells of the release."""

import discord
import telegram
from discord.ext import commands
from telegram.ext import Updater

bot = commands.Bot("!")
bot.load_extension("cogs")
telegram.Bot("token").send_message(1, "x")


def start(update, context):
    update.message.reply_text("x").text


def setup(client: discord.Client):
    client.change_presence()


Updater("token").start_polling()
