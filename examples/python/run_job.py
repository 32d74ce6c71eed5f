"""Runs one job on a Countersign server: submits it, follows it, shows its plan, asks, and prints its result.

    python3 run_job.py KIND INPUT [--server URL] [--key KEY] [--approve]

INPUT is the kind's input as JSON. --key makes the submission safe to repeat: the same key and input name the same job.
--approve approves without asking. An API key is taken from COUNTERSIGN_API_KEY. Needs Python 3.9 and no packages.

Exit code: 0 completed, 2 rejected, 3 anything else.
"""

import argparse
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

TRIES = 4
LONGEST_PAUSE = 60
LONGEST_SILENCE = 45  # The server sends a comment every 15 seconds.
LAST_EVENTS = {"completion", "failure", "cancelled", "rejected"}


class Refused(Exception):
    """The server refused a request; `code` is stable, the words are for people."""

    def __init__(self, status, problem):
        self.status, self.code = status, problem.get("code")
        fields = [f"  {field} {message}" for field, messages in (problem.get("errors") or {}).items() for message in messages]
        super().__init__("\n".join([f"{status} {self.code}: {problem.get('detail')} (trace {problem.get('trace_id')})", *fields]))


class Server:
    def __init__(self, address, api_key=None):
        self.address, self.api_key = address.rstrip("/"), api_key
        self.token, self.renew_at = None, 0.0

    def call(self, method, path, body=None, key=None):
        """Sends a request and returns the JSON of its answer. What may be repeated is, as Retry-After says."""
        for attempt in range(TRIES):
            try:
                with self.open(method, path, body, {"Idempotency-Key": key} if key else {}, timeout=100) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                pause = float(error.headers.get("Retry-After") or 2**attempt)
                may_repeat = method == "GET" or key
                if error.code not in (429, 503) or not may_repeat or pause > LONGEST_PAUSE or attempt == TRIES - 1:
                    raise Refused(error.code, self.problem_of(error)) from None
                time.sleep(pause)

    def follow(self, job_id):
        """The job's events, each once and in order, however often the connection breaks, until the job has ended."""
        last, failures = 0, 0
        while failures < 12:
            try:
                headers = {"Accept": "text/event-stream", "Last-Event-ID": str(last)}
                path = f"/api/jobs/{urllib.parse.quote(job_id)}/events"
                with self.open("GET", path, None, headers, LONGEST_SILENCE) as response:
                    if response.status == 204:
                        return
                    for event in self.read_events(response):
                        if event["seq"] > last:
                            last, failures = event["seq"], 0
                            yield event
                            if event["type"] in LAST_EVENTS:
                                return
            except urllib.error.HTTPError as error:
                if error.code < 500 and error.code != 429:
                    raise Refused(error.code, self.problem_of(error)) from None
            except (OSError, http.client.HTTPException):
                pass
            failures += 1
            time.sleep(0 if failures == 1 else min(5, 0.5 * 2 ** (failures - 2)))
        raise ConnectionError(f"{self.address} stayed away; job {job_id} goes on there.")

    def open(self, method, path, body, headers, timeout, is_second=False):
        request = urllib.request.Request(self.address + path, method=method, headers=headers)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if self.api_key:
            request.add_header("Authorization", f"Bearer {self.current_token()}")
        try:
            return urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            if error.code != 401 or not self.api_key or is_second:
                raise
            self.token = None
            return self.open(method, path, body, headers, timeout, is_second=True)

    def current_token(self):
        """A key is exchanged for a token, which is renewed before it expires."""
        if self.token is None or time.monotonic() > self.renew_at:
            body = json.dumps({"api_key": self.api_key}).encode()
            request = urllib.request.Request(
                self.address + "/api/auth/token", data=body, headers={"Content-Type": "application/json"}, method="POST")
            with urllib.request.urlopen(request, timeout=100) as response:
                answer = json.load(response)
            self.token = answer["access_token"]
            self.renew_at = time.monotonic() + 0.8 * answer["expires_in"]
        return self.token

    @staticmethod
    def read_events(response):
        data = []
        for line in response:
            text = line.decode().rstrip("\r\n")
            if text.startswith("data:"):
                data.append(text[5:].removeprefix(" "))
            elif not text and data:
                yield json.loads("\n".join(data))
                data = []

    @staticmethod
    def problem_of(error):
        try:
            return json.load(error)
        except (ValueError, OSError):
            return {"detail": "The answer was no problem document. Is that address a countersign server?"}


def plan_hash(job_id, kind, plan):
    """What the plan's hash must be: SHA-256 over its canonical JSON (RFC 8785), for the numbers and names that plans have."""

    def whole(value):
        if isinstance(value, dict):
            return {name: whole(member) for name, member in value.items()}
        if isinstance(value, list):
            return [whole(member) for member in value]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    hashed = {"job_id": job_id, "kind": kind, "version": plan["version"], "input_digest": plan["input_digest"], "steps": plan["steps"]}
    text = json.dumps(whole(hashed), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def show(plan):
    print(f"Plan version {plan['version']}, {plan['hash']}")
    for step in plan["steps"]:
        print(f"  [{step['risk']}] {step['id']}: {step['title']}")
        for line in step["preview"].splitlines():
            print(f"      {line}")


def decide(server, job_id, kind, approve):
    plan = server.call("GET", f"/api/jobs/{urllib.parse.quote(job_id)}/plan")
    if plan["hash"] != plan_hash(job_id, kind, plan):
        raise ValueError("The plan's hash is not the hash of the plan that is shown; nothing was approved.")
    show(plan)
    approved = approve or input("Approve this plan? [y/N] ").strip().lower() in ("y", "yes")
    # The hash says what was seen: if the plan has changed meanwhile, the server refuses.
    decision = {"approved": approved, "plan_hash": plan["hash"]}
    server.call("POST", f"/api/jobs/{urllib.parse.quote(job_id)}/approve", decision, key=f"{job_id}-{plan['hash']}"[:200])


def main():
    parser = argparse.ArgumentParser(description="Runs one job on a Countersign server.")
    parser.add_argument("kind")
    parser.add_argument("input", type=json.loads)
    parser.add_argument("--server", default="http://127.0.0.1:7171")
    parser.add_argument("--key")
    parser.add_argument("--approve", action="store_true")
    options = parser.parse_args()

    server = Server(options.server, os.environ.get("COUNTERSIGN_API_KEY"))
    job = server.call("POST", "/api/jobs", {"kind": options.kind, "input": options.input}, key=options.key)
    print(f"Job {job['job_id']}: {job['name']}")
    for event in server.follow(job["job_id"]):
        print(f"{event['seq']:>4} {event['type']} {event['progress']}%", flush=True)
        if event["type"] == "approval_required":
            decide(server, job["job_id"], options.kind, options.approve)

    result = server.call("GET", f"/api/jobs/{urllib.parse.quote(job['job_id'])}/result")
    print(json.dumps(result, indent=2))
    return {"completed": 0, "rejected": 2}.get(result["status"], 3)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Refused, ConnectionError, ValueError, urllib.error.URLError) as error:
        print(error, file=sys.stderr)
        sys.exit(3)
