# In[1]:
from database import lock, make_stream

first = await make_stream()


# Only module level runs in a notebook's loop.
# In[2]:
def in_function():
    async with lock:  # error: AY201:5
        return 1


class InClass:
    async for item in first:  # error: AY202:5
        everything = [x async for x in item]  # error: AY204:22
        one = await make_stream()  # error: AY203:15


later = lambda: await make_stream()  # error: AY203:17
