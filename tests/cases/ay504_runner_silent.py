from unittest import TestCase

import pytest

# This plugin runs marked coroutines of a TestCase.
pytestmark = pytest.mark.anyio


class Marked(TestCase):
    async def test_one(self):
        self.fail()
