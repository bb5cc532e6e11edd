from app.database import DatabaseTest, RunsCoroutines


class TestSession(DatabaseTest):
    async def test_session(self):  # error: AY504:5
        self.assertIsNotNone(self.session)


# Its base, in another module, runs coroutines.
class TestRun(RunsCoroutines):
    async def test_session(self):
        self.assertTrue(True)
