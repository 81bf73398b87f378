"""A worker or server that follows the subject contract; every step is a method that may be overridden."""
import heapq
import itertools
import os
import re
import signal
import sys
import time
from collections import deque

import zmq


class BadSetting(Exception):
    """A setting that cannot be used."""


class Service:
    capabilities = ["work", "fail", "defer", "stats", "whoami", "heartbeat", "drain", "hwm", "maxmsgsize"]
    worker_pause = 0.001
    server_pause = 0.05
    slice = 0.01

    def __init__(self):
        self.stop_at = None
        self.turns = 0
        self.handled = 0
        self.peers = {}             # routing id -> (time last heard, latest message began with an empty frame)
        self.deferred = []          # heap of (due, tie, routing id, frames)
        self.ties = itertools.count()
        self.held = {}              # routing id -> replies held back while the peer's high-water mark is reached
        self.taken = deque()        # what was queued at the stop request
        self.collected = False
        self.next_beat = 0.0

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
        self.verbs_on = self.choice("CONTRACT", None, [None, "1"]) == "1"
        self.role = self.choice("ROLE", "worker", ["worker", "server"])
        self.choice("SECURITY", "null", ["null"])
        self.endpoint = self.read_endpoint()
        self.interval = self.number("HEARTBEAT_MS", 0) / 1000
        self.ttl = self.number("PEER_TTL_MS", round(self.interval * 10_000), least=1) / 1000
        self.hwm = self.number("HWM", None)
        self.maxmsgsize = self.number("MAXMSGSIZE", None, most=2**63 - 1)
        self.linger = self.number("LINGER_MS", 1000) / 1000

    def read_endpoint(self):
        value = self.text("ENDPOINT", "tcp://127.0.0.1:5555")
        found = re.fullmatch(r"tcp://[^/]+:([0-9]{1,5}|\*)", value, re.ASCII)
        if not found or found[1] != "*" and not 1 <= int(found[1]) <= 65535:
            raise BadSetting(f"DONTWAIT_ENDPOINT={value!r}: expected tcp://host:port with a port of 1 to 65535 or *")
        return value

    # ---- start

    def open(self):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.ROUTER)
        self.configure()
        self.bind()
        self.poller = zmq.Poller()
        self.poller.register(self.socket, zmq.POLLIN)

    def configure(self):
        self.socket.setsockopt(zmq.LINGER, int(self.linger * 1000))
        self.socket.setsockopt(zmq.ROUTER_MANDATORY, 1)     # says when a peer's high-water mark is reached
        self.set_hwm()
        self.set_maxmsgsize()

    def set_hwm(self):
        if self.hwm is not None:
            self.socket.setsockopt(zmq.SNDHWM, self.hwm)
            self.socket.setsockopt(zmq.RCVHWM, self.hwm)

    def set_maxmsgsize(self):
        if self.maxmsgsize is not None:
            self.socket.setsockopt(zmq.MAXMSGSIZE, self.maxmsgsize)

    def bind(self):
        try:
            self.socket.bind(self.endpoint)
        except zmq.ZMQError as error:
            raise BadSetting(f"DONTWAIT_ENDPOINT={self.endpoint!r}: cannot bind there: {error}") from error

    def real_endpoint(self):
        if self.endpoint.endswith("*"):
            return self.socket.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()
        return self.endpoint

    def say(self, line):
        print(line, flush=True)

    def announce(self):
        self.say(f"READY {self.real_endpoint()} {','.join(self.capabilities)}")

    # ---- the loop

    def run(self):
        self.next_beat = self.now() + self.interval
        while self.stop_at is None:
            self.turn()

    def now(self):
        return time.monotonic()

    def turn(self):
        message = self.receive()
        if message is None:
            self.turns += 1
            self.duties()
            self.wait(self.pause())
        else:
            self.take(message)
            self.duties()

    def receive(self):
        try:
            return self.socket.recv_multipart(zmq.DONTWAIT)
        except zmq.Again:
            return None

    def pause(self):
        """Seconds to wait when idle: never past the next duty."""
        until = self.worker_pause if self.role == "worker" else self.server_pause
        if self.deferred:
            until = min(until, self.deferred[0][0] - self.now())
        if self.interval:
            until = min(until, self.next_beat - self.now())
        if self.held:
            until = min(until, 0.005)
        return max(until, 0.001)

    def wait(self, seconds):
        if self.role == "worker":
            time.sleep(seconds)
        else:
            self.poller.poll(max(1, int(seconds * 1000)))

    def duties(self):
        now = self.now()
        self.send_held()
        self.send_deferred(now)
        if self.interval and now >= self.next_beat:
            self.plan_next_beat(now)
            self.beat_all(now)

    # ---- one request

    def take(self, message):
        rid, *frames = message
        self.heard(rid, frames)
        try:
            reply = self.answer(rid, frames)
        except Exception as error:
            reply = self.failed(frames, error)
        if reply is not None:
            self.send(rid, reply)

    def envelope_size(self, frames):
        return 1 if len(frames) > 1 and frames[0] == b"" else 0

    def answer(self, rid, frames):
        size = self.envelope_size(frames)
        envelope, body = frames[:size], frames[size:]
        verb = self.verb(body)
        if verb is None:
            return self.echo(frames)
        return getattr(self, "do_" + verb)(rid, frames, envelope, body)

    def verb(self, body):
        names = {b"$work": "work", b"$fail": "fail", b"$defer": "defer", b"$stats": "stats", b"$whoami": "whoami"}
        return names.get(body[0]) if self.verbs_on else None

    def echo(self, frames):
        return frames

    def failed(self, frames, error):
        return [*frames[:self.envelope_size(frames)], b"$error", str(error).encode()]

    def millis(self, body):
        if len(body) < 2 or not re.fullmatch(rb"[0-9]{1,7}", body[1]):
            raise ValueError("bad request: milliseconds are 1 to 7 digits")
        return int(body[1])

    def do_work(self, rid, frames, envelope, body):
        self.work(self.millis(body) / 1000)
        return frames

    def work(self, seconds):
        end = self.now() + seconds
        while (left := end - self.now()) > 0:
            time.sleep(min(left, self.slice))
            if self.stop_at is not None:
                self.collect()

    def do_fail(self, rid, frames, envelope, body):
        raise RuntimeError("failed as asked")

    def do_defer(self, rid, frames, envelope, body):
        self.defer(self.now() + self.millis(body) / 1000, rid, frames)

    def do_stats(self, rid, frames, envelope, body):
        values = {"turns": self.turns, "handled": self.handled, "peers": len(self.peers)}
        return [*envelope, b"$stats", *(f"{name}={value}".encode() for name, value in values.items())]

    def do_whoami(self, rid, frames, envelope, body):
        return [*envelope, b"$whoami", rid]

    # ---- replies: never wait for a peer, never overtake what is held back for it

    def send(self, rid, frames):
        queue = self.held.get(rid)
        if queue is None and self.give([rid, *frames]):
            return
        if queue is None:
            queue = self.held[rid] = deque()
        if len(queue) < (self.hwm or 1000):
            queue.append(frames)

    def give(self, message):
        """Gives a reply to the socket; False if there is no room for it now."""
        if not self.try_send(message):
            self.socket.getsockopt(zmq.EVENTS)      # lets the socket see the room that its peers have made
            if not self.try_send(message):
                return False
        self.handled += 1
        return True

    def try_send(self, message):
        try:
            self.socket.send_multipart(message, zmq.DONTWAIT)
        except zmq.Again:
            return False
        except zmq.ZMQError as error:
            if error.errno != zmq.EHOSTUNREACH:
                raise
        return True

    def send_held(self):
        for rid, queue in list(self.held.items()):
            while queue and self.give([rid, *queue[0]]):
                queue.popleft()
            if not queue:
                del self.held[rid]

    # ---- deferred replies

    def defer(self, due, rid, frames):
        heapq.heappush(self.deferred, (due, next(self.ties), rid, frames))

    def send_deferred(self, now):
        while self.deferred and self.deferred[0][0] <= now:
            _, _, rid, frames = heapq.heappop(self.deferred)
            self.send(rid, frames)

    # ---- heartbeats

    def heard(self, rid, frames):
        if self.interval:
            self.peers[rid] = (self.now(), frames[0] == b"")

    def plan_next_beat(self, now):
        self.next_beat += self.interval
        if self.next_beat <= now:
            self.next_beat = now + self.interval

    def beat_all(self, now):
        for rid, (last, empty_first) in list(self.peers.items()):
            if now - last >= self.ttl:
                del self.peers[rid]
            elif not empty_first:
                self.beat(rid)

    def beat(self, rid):
        if rid not in self.held:
            self.try_send([rid, b"$heartbeat"])

    # ---- stop

    def catch_signals(self):
        signal.signal(signal.SIGTERM, self.on_signal)

    def on_signal(self, *_):
        if self.stop_at is None:
            self.stop_at = self.now()

    def collect(self):
        """Takes what is queued at the stop request, once."""
        if self.collected:
            return
        self.collected = True
        until = max(self.stop_at + 0.2, self.now() + 0.02)
        while self.now() < until:
            message = self.receive()
            if message is not None:
                self.taken.append(message)
            elif not self.socket.poll(30):
                break

    def finish(self):
        self.collect()
        while self.taken:
            self.take(self.taken.popleft())
            self.send_held()
            self.send_deferred(self.now())
        self.last_end = self.now()
        self.await_deferred()
        self.await_held()

    def await_deferred(self):
        while self.deferred and self.deferred[0][0] <= self.last_end + self.linger:
            time.sleep(min(0.01, max(0.0, self.deferred[0][0] - self.now())))
            self.send_held()
            self.send_deferred(self.now())

    def await_held(self):
        while self.held and self.now() < self.last_end + self.linger:
            time.sleep(0.005)
            self.send_held()

    def close(self):
        left = self.last_end + self.linger - self.now()
        self.socket.close(int(max(left, min(self.linger, 0.1)) * 1000))
        self.context.term()

    def stop(self):
        self.finish()
        self.close()
        self.say("STOPPED")
        return 0


def main(kind=Service):
    service = kind()
    service.catch_signals()
    try:
        service.read_settings()
        service.open()
    except BadSetting as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(2)
    service.announce()
    service.run()
    os._exit(service.stop())        # at once: the interpreter's own end would put SIGTERM's default back


if __name__ == "__main__":
    main()
