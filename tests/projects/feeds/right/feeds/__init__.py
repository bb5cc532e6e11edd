"""A client and a server of feeds, on aiohttp."""
