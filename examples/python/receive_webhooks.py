"""Receives a Countersign webhook: checks each delivery's signature, and prints each event once.

    COUNTERSIGN_WEBHOOK_SECRET=... python3 receive_webhooks.py [--port PORT]

Listens on loopback; put what you put before other services in front of it. Needs Python 3.9 and no packages.
"""

import argparse
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OLDEST_TAKEN = 300
LONGEST_BODY = 16 * 1024 * 1024
SECRET = os.environ.get("COUNTERSIGN_WEBHOOK_SECRET", "").encode()
seen = set()  # A service keeps them with its data: an event may arrive again after days.


def is_genuine(secret, header, body, now=None):
    """Whether the signature is that of the body, by the secret, and not one that somebody recorded."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    sent_at, given = parts.get("t", ""), parts.get("v1", "")
    if not (sent_at.isascii() and sent_at.isdigit() and given.isascii()):
        return False
    expected = hmac.new(secret, sent_at.encode() + b"." + body, hashlib.sha256).hexdigest()
    is_recent = abs((time.time() if now is None else now) - int(sent_at)) <= OLDEST_TAKEN
    return hmac.compare_digest(expected, given) and is_recent


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not is_genuine(SECRET, self.headers.get("X-Countersign-Signature", ""), body):
            return self.answer(401)
        # Answer first, work afterwards: the server waits ten seconds, and sends again what was not answered.
        self.answer(204)
        event = json.loads(body)
        if event["id"] not in seen:
            seen.add(event["id"])
            print(event["id"], event["type"], flush=True)

    def answer(self, status):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Receives a Countersign webhook.")
    parser.add_argument("--port", type=int, default=8080)
    options = parser.parse_args()
    if not SECRET:
        parser.error("COUNTERSIGN_WEBHOOK_SECRET is not set; it is the secret of the webhook.")
    with ThreadingHTTPServer(("127.0.0.1", options.port), Receiver) as server:
        print(f"Listening on http://127.0.0.1:{server.server_port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
