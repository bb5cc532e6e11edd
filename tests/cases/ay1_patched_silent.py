"""A test replaces a function that the one it calls hands on to."""

import test_agents as this_module


async def arun_dispatch(agent):
    yield agent


class Agent:
    def arun(self):
        return arun_dispatch(self)


def test_dispatch(monkeypatch):
    monkeypatch.setattr(this_module, "arun_dispatch", lambda agent: None)
    Agent().arun()
