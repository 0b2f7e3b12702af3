"""A visit without a browser: Streamlit's own messages over its websocket, as version 1.67 speaks them.

Sixty browsers would measure themselves. The messages are Streamlit's internal ones: they hold for the version
that is pinned; nothing but benchmarks and tests under load may lean on them.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

if TYPE_CHECKING:
    from types import TracebackType

    from streamlit.proto.AutoRerun_pb2 import AutoRerun
    from streamlit.proto.Delta_pb2 import Delta
    from websockets.asyncio.client import ClientConnection

# Whoever waits longer than this has been forgotten.
_LONGEST_S = 60.0


class WentWrong(Exception):  # noqa: N818 - reads as what happened
    """Something that nobody should see: an exception on the page, a lost connection, no answer."""


@dataclass
class Visitor:
    """One open tab. ``texts`` is what stands on the page, ``errors`` what should never have.

    ``cookie`` is sent along, as a browser would that was here before.
    """

    address: str
    query: str = ""
    page: str = ""
    cookie: str = ""
    texts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    _polls: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _line: ClientConnection | None = None
    _listening: asyncio.Task[None] | None = None
    _ended: asyncio.Condition = field(default_factory=asyncio.Condition)
    _runs: int = 0
    _drawing: bool = False
    _script: str = ""

    async def __aenter__(self) -> Self:
        """Connect."""
        line = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self._line = await connect(
            line,
            subprotocols=["streamlit"],  # type: ignore[list-item] - a name as good as any
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            max_size=None,
            open_timeout=_LONGEST_S,
        )
        self._listening = asyncio.create_task(self._listen(self._line))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the tab."""
        self._stop_polling()
        assert self._line is not None
        await self._line.close()
        if self._listening is not None:
            await self._listening

    def reads(self, words: str) -> bool:
        """Whether words stand on the page."""
        return any(words in text for text in self.texts)

    async def go(self, page: str) -> float:
        """Open a page, by its path; give how long it took until it was drawn, in seconds."""
        self.page, self._script = page, ""
        return await self._run(BackMsg())

    async def change(self, key: str, kind: str, value: object) -> float:
        """Change a widget, found by its key; give how long it took until all was drawn, in seconds.

        Args:
            key: The widget's.
            kind: Which of the protocol's values it takes, such as ``double_value``.
            value: Its new value.

        Raises:
            WentWrong: it was never drawn, or no answer came.
        """
        if key not in self._widgets:
            what = f"there is no {key} on the page {self.page}"
            raise WentWrong(what)
        widget, fragment = self._widgets[key]
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        setattr(message.rerun_script.widget_states.widgets.add(id=widget), kind, value)
        return await self._run(message)

    async def until(self, words: str) -> None:
        """Wait until words stand on a page that is drawn to its end.

        Raises:
            WentWrong: they never came.
        """
        await self._wait(lambda: self.reads(words) and not self._drawing, f"“{words}”")

    async def _run(self, message: BackMsg) -> float:
        before, began = self._runs, perf_counter()
        await self._send(message)
        await self._wait(lambda: self._runs > before, "the end of the run")
        return perf_counter() - began

    async def _send(self, message: BackMsg) -> None:
        message.rerun_script.page_name = "" if self._script else self.page
        message.rerun_script.page_script_hash = self._script
        message.rerun_script.query_string = self.query
        assert self._line is not None
        with contextlib.suppress(ConnectionClosed):  # told by who listens
            await self._line.send(message.SerializeToString())

    async def _wait(self, true: Any, what: str) -> None:  # noqa: ANN401 - a question without arguments
        async with self._ended:
            try:
                await asyncio.wait_for(self._ended.wait_for(lambda: true() or self.errors), _LONGEST_S)
            except TimeoutError:
                self.errors.append(f"{what} never came")
        if self.errors:
            raise WentWrong(self.errors[0])

    async def _listen(self, line: ClientConnection) -> None:
        try:
            async for raw in line:
                message = ForwardMsg()
                message.ParseFromString(raw)  # type: ignore[arg-type] - bytes
                await self._take(message)
        except ConnectionClosed as lost:
            await self._tell(f"the connection was lost: {lost}")

    async def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        part = message.metadata.run.fragment_ids
        if kind == "new_session":
            self._drawing = True
            if not part:
                self.texts.clear()
                self._stop_polling()
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "delta":
            self._draw(message.delta)
        elif kind == "auto_rerun":
            self._look_again(message.auto_rerun)
        elif kind == "page_not_found":
            await self._tell(f"there is no page {self.page}")
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            async with self._ended:
                self._drawing = False
                only_looked = part and self._polls.keys() >= set(part)
                self._runs += not only_looked
                self._ended.notify_all()

    def _draw(self, delta: Delta) -> None:
        drawn = getattr(delta, delta.WhichOneof("type") or "new_transient")
        kind = drawn.WhichOneof("type") if "type" in drawn.DESCRIPTOR.oneofs_by_name else None
        if kind is None:
            return
        part = getattr(drawn, kind)
        widget = str(getattr(part, "id", ""))
        if widget.startswith("$$ID-"):
            self._widgets[widget.split("-", 2)[2]] = (widget, delta.fragment_id)
        if kind == "exception":
            self.errors.append(f"an exception on the page {self.page}: {part.type}: {part.message}")
        self.texts.append(str(getattr(part, "body", "")))

    async def _tell(self, error: str) -> None:
        async with self._ended:
            self.errors.append(error)
            self._ended.notify_all()

    def _look_again(self, asked: AutoRerun) -> None:
        before = self._polls.get(asked.fragment_id)
        if before is not None:
            before.cancel()
        self._polls[asked.fragment_id] = asyncio.create_task(self._poll(asked.fragment_id, asked.interval))

    async def _poll(self, fragment: str, every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            message = BackMsg()
            message.rerun_script.fragment_id = fragment
            message.rerun_script.is_auto_rerun = True
            await self._send(message)

    def _stop_polling(self) -> None:
        for poll in self._polls.values():
            poll.cancel()
        self._polls.clear()
