"""A student side whose students have no WebRTC yet."""

from collections.abc import AsyncIterator

import pytest

from classroom.settings import Settings
from tests.fakes.school import School, open_school
from tests.fakes.scorer import ScriptedScorer


@pytest.fixture
async def school(settings: Settings) -> AsyncIterator[School]:
    async with open_school(settings, ScriptedScorer()) as running:
        yield running
