"""How the tests of the user's document run its blocks: `@covers` names the block of a test, and a Runner runs it."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Sequence, TypeVar

import pytest
from document_blocks import DOCUMENT, blocks_of
from document_names import NAMES

from helixagent import HelixAgent
from helixagent.testing import RecordedRequest, Sandbox

BLOCKS = {block.heading: block for block in blocks_of(DOCUMENT)}
Test = TypeVar("Test", bound=Callable[..., None])


def covers(heading: str) -> Callable[[Test], Test]:
    """Say which block a test runs; `test_no_block_is_forgotten` reads it."""
    assert heading in BLOCKS, heading
    return lambda test: test


class Runner:
    """Runs blocks with the names that they take for granted, those of the test, and a client of the sandbox's.

    Args:
        sandbox: Stands in for the servers that the blocks name; the environment's default for those that name none.
        monkeypatch: Sets the environment.
    """

    def __init__(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
        self.client = HelixAgent(api_key="your-api-key", base_url=sandbox.base_url)
        self._sandbox = sandbox
        self._before = 0

    def __call__(self, heading: str, *, filled: Sequence[str] = (), **names: Any) -> Dict[str, Any]:
        """Run a block.

        Args:
            heading: What it stands under.
            filled: What to write in the place of each `...` that the block leaves to its reader.
            names: What it finds defined, beside and before the names of the table.
        """
        expected = NAMES[heading](self.client) if heading in NAMES else {}
        block = BLOCKS[heading]
        for arguments in filled:
            assert "(...)" in block.code
            block = block._replace(code=block.code.replace("(...)", f"({arguments})", 1))
        self._before = len(self._sandbox.requests)
        return block.run({"client": self.client, **expected, **names}, self._sandbox.base_url)

    @property
    def sent(self) -> List[RecordedRequest]:
        """The requests of the last block, and those that the test has made since."""
        return self._sandbox.requests[self._before :]
