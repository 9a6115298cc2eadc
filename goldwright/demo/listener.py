"""A receiver of callbacks, as a customer would run one."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson


@dataclass(slots=True)
class Received:
    """What arrived: bodies by task id, batches by name, and how often anything came twice."""

    url: str
    tasks: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])
    batches: set[str] = field(default_factory=set[str])
    ids: set[str] = field(default_factory=set[str])
    repeated: int = 0
    unsigned: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, headers: dict[str, str], body: bytes) -> None:
        """Keep one callback; receivers keep one per task, whatever the order."""
        sent = orjson.loads(body)
        with self.lock:
            callback_id = headers.get("webhook-id", "")
            self.repeated += callback_id in self.ids
            self.ids.add(callback_id)
            self.unsigned += not (
                headers.get("scale-callback-auth") and headers.get("webhook-signature")
            )
            if "batch" in sent:
                self.batches.add(sent["batch"]["name"])
            else:
                self.tasks[sent["task_id"]] = sent


@contextmanager
def listening() -> Generator[Received]:
    """A receiver on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            received.take({name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the library's name
            """Say nothing: the demo's own output is what is read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received = Received(f"http://127.0.0.1:{server.server_address[1]}/callbacks")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        server.server_close()
