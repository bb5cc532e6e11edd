# %%
from database import lock, make_stream

# %%
# The cell marks say that a notebook runs this, where async syntax may stand at module level.
async with lock:
    first = await make_stream()

# %%
async for item in first:
    print(item)
everything = [item async for item in await make_stream()]
default = lambda when=await make_stream(): when
