"""A function that does nothing but raise gives nothing, whatever its annotation says."""


class Wrapper:
    def __call__(self, *args) -> None:
        print("there is no such method")
        raise LookupError

    def fetch(self) -> int:
        print("not here")
        raise NotImplementedError


class OnlyAsync:
    def __enter__(self):
        print("use 'async with'")
        raise RuntimeError

    def __exit__(self, *args):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        pass


async def main(wrapper: Wrapper):
    # Whatever comes back, it is not what the annotation says.
    await wrapper()
    await wrapper.fetch()
    async for _ in wrapper.fetch():
        pass
    with OnlyAsync():  # error: AY109:10
        pass
