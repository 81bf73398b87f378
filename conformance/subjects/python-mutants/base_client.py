"""A client that follows the subject contract; every step is a method that may be overridden."""
import os
import re
import signal
import sys
import time
from collections import deque

import zmq


class BadSetting(Exception):
    """A setting that cannot be used."""


class Client:
    batch = 100

    def __init__(self):
        self.stopped = False
        self.open = {}              # first frame -> (number, time started), oldest first
        self.unsent = deque()       # first frames that the socket has not accepted yet
        self.next = 1
        self.replies = 0
        self.timeouts = 0

    # ---- settings

    def text(self, name, default=None):
        return os.environ.get("DONTWAIT_" + name) or default

    def number(self, name, default, least=0, most=2**31 - 1):
        value = self.text(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]+", value, re.ASCII) or not least <= int(value) <= most:
            raise BadSetting(f"DONTWAIT_{name}={value!r}: expected a whole number from {least} to {most}")
        return int(value)

    def choice(self, name, default, allowed):
        value = self.text(name, default)
        if value not in allowed:
            raise BadSetting(f"DONTWAIT_{name}={value!r}: expected one of {', '.join(map(str, allowed))}")
        return value

    def read_settings(self):
        self.choice("CONTRACT", None, [None, "1"])
        self.choice("ROLE", "client", ["client"])
        self.choice("SECURITY", "null", ["null"])
        self.endpoint = self.text("ENDPOINT", "tcp://127.0.0.1:5555")
        found = re.fullmatch(r"tcp://[^/]+:([0-9]{1,5})", self.endpoint, re.ASCII)
        if not found or not 1 <= int(found[1]) <= 65535:
            raise BadSetting(f"DONTWAIT_ENDPOINT={self.endpoint!r}: expected tcp://host:port, port 1 to 65535")
        self.requests = self.number("REQUESTS", 10)
        self.window = self.number("WINDOW", 1, least=1)
        self.timeout = self.number("TIMEOUT_MS", 1000, least=1) / 1000
        self.routing_id = self.text("ROUTING_ID", "").encode()
        if len(self.routing_id) > 255:
            raise BadSetting("DONTWAIT_ROUTING_ID: expected at most 255 bytes")

    # ---- start

    def connect(self):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.DEALER)
        self.configure()
        self.socket.connect(self.endpoint)

    def configure(self):
        self.socket.setsockopt(zmq.LINGER, 0)
        if self.routing_id:
            self.socket.setsockopt(zmq.ROUTING_ID, self.routing_id)

    def say(self, line):
        print(line, flush=True)

    def announce(self):
        self.say(f"READY {self.endpoint}")

    # ---- the loop

    def now(self):
        return time.monotonic()

    def run(self):
        while not self.stopped:
            self.start_requests()
            self.send_waiting()
            if self.finished():
                break
            self.wait(self.pause())
            self.receive()
            self.expire(self.now())

    def finished(self):
        return not self.open and self.next > self.requests

    def may_start(self):
        return self.next <= self.requests and len(self.open) < self.window

    def start_requests(self):
        while self.may_start():
            key = b"%d" % self.next
            self.open[key] = (self.next, self.now())
            self.unsent.append(key)
            self.next += 1

    def send_waiting(self):
        while self.unsent:
            if self.unsent[0] in self.open and not self.send(self.unsent[0]):
                return
            self.unsent.popleft()

    def send(self, key):
        try:
            self.socket.send_multipart([key, b"body-" + key], zmq.DONTWAIT)
        except zmq.Again:
            return False
        return True

    def pause(self):
        """Milliseconds until the oldest open request times out, at most 100; 5 while a request is unsent."""
        left = self.timeout
        for _, started in self.open.values():
            left = started + self.timeout - self.now()
            break
        return max(1, int(1000 * min(left, 0.005 if self.unsent else 0.1)))

    def wait(self, millis):
        self.socket.poll(millis)

    def receive(self):
        """Handles what has come, a bounded number at a time; says how many."""
        for count in range(self.batch):
            try:
                frames = self.socket.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                return count
            self.on_message(frames)
        return self.batch

    # ---- messages and timeouts

    def on_message(self, frames):
        if self.is_heartbeat(frames):
            return
        key = self.find(frames)
        if key is None:
            self.unexpected(frames)
        else:
            self.reply(key)

    def is_heartbeat(self, frames):
        return frames == [b"$heartbeat"]

    def find(self, frames):
        return frames[0] if frames[0] in self.open else None

    def reply(self, key):
        number, started = self.open.pop(key)
        self.replies += 1
        self.say(f"REPLY {number} {int((self.now() - started) * 1000)}")

    def unexpected(self, frames):
        self.say(f"UNEXPECTED {frames[0].hex()}")

    def expire(self, now):
        for key, (number, started) in list(self.open.items()):
            if now - started < self.timeout:
                break
            del self.open[key]
            self.timeouts += 1
            self.say(f"TIMEOUT {number}")

    # ---- stop

    def catch_signals(self):
        signal.signal(signal.SIGTERM, self.on_signal)

    def on_signal(self, *_):
        self.stopped = True

    def close(self):
        self.socket.close(0)
        self.context.term()

    def done(self):
        if self.finished():
            self.say(f"DONE {self.replies} {self.timeouts}")


def main(kind=Client):
    client = kind()
    client.catch_signals()
    try:
        client.read_settings()
    except BadSetting as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(2)
    client.connect()
    client.announce()
    client.run()
    client.done()
    client.close()
    os._exit(0)         # at once: the interpreter's own end would put SIGTERM's default back


if __name__ == "__main__":
    main()
