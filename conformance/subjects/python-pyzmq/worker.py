#!/usr/bin/env python3
"""A ZeroMQ worker that never waits: a ROUTER that receives with DONTWAIT. Read run() first: it calls the rest."""
import heapq, os, re, signal, sys, time
from collections import OrderedDict
import zmq

CAPABILITIES = "work,fail,defer,stats,whoami,heartbeat,drain,plain,maxmsgsize,hwm,handover"
INT = range(2**31)


def setting(name, fallback, numbers=None, pattern="[0-9]{1,19}"):
    """The variable's value. One that cannot be used ends the program with a line on standard error."""
    value = os.environ.get(name) or str(fallback)
    if not re.fullmatch(pattern, value) or numbers and int(re.search("[0-9]*$", value)[0] or numbers[0]) not in numbers:
        shown = "this value" if name.endswith("PASSWORD") else repr(value)
        span = f", number from {numbers[0]} to {numbers[-1]}" if numbers else ""
        sys.exit(f"{name}: cannot use {shown}, expected {pattern}{span}")
    return value


CONTRACT = setting("DONTWAIT_CONTRACT", "", pattern="1?") == "1"  # without it there are no verbs: all is echoed
setting("DONTWAIT_ROLE", "worker", pattern="worker|server")  # the same to its peers
ENDPOINT = setting("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555", range(1, 65536), r"tcp://\S+:([0-9]{1,5}|\*)")
HEARTBEAT = int(setting("DONTWAIT_HEARTBEAT_MS", 0, INT)) / 1000  # all times are seconds from here on
TTL = int(setting("DONTWAIT_PEER_TTL_MS", round(10000 * HEARTBEAT) or 60000, range(1, 2**35))) / 1000
HWM = int(setting("DONTWAIT_HWM", 1000, INT))
MAXMSGSIZE = int(setting("DONTWAIT_MAXMSGSIZE", 32 * 1024 * 1024, range(2**63)))
LINGER = int(setting("DONTWAIT_LINGER_MS", 1000, INT)) / 1000
PLAIN = setting("DONTWAIT_SECURITY", "null", pattern="null|plain") == "plain"
CREDENTIAL = [os.fsencode(setting(f"DONTWAIT_PLAIN_{part}", "", pattern=r"[^\0]{1,255}" if PLAIN else r"[^\0]*"))
              for part in ("USERNAME", "PASSWORD")]


class Worker:
    def __init__(self):
        self.context = zmq.Context()
        self.gate = self.context.socket(zmq.REP)  # here the library asks whether a peer may come in (ZAP, RFC 27)
        self.gate.bind("inproc://zeromq.zap.01")
        self.socket = self.context.socket(zmq.ROUTER)
        self.socket.set_hwm(HWM)
        self.socket.maxmsgsize = MAXMSGSIZE
        self.socket.plain_server = PLAIN
        self.socket.router_handover = 1  # a peer that restarts is not locked out by its own dead connection
        self.peers = OrderedDict()  # routing id: (when last heard, may have heartbeats), longest silent first
        self.deferred = []  # a heap of (when due, message)
        self.next_beat = time.monotonic() + HEARTBEAT if HEARTBEAT else float("inf")
        self.turns, self.handled, self.stopping = 0, 0, False
        self.queue = None  # what waited in the socket at the stop request

    def stop(self, *_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second request changes nothing
        self.stopping = True

    def run(self):
        pause = 0.0001
        while not self.stopping:
            next_duty = self.do_duties()
            try:
                message = self.socket.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:  # nothing there is no error: rest a little, but not past the next duty
                self.turns += 1
                time.sleep(max(0, min(pause, next_duty - time.monotonic())))
                pause = min(2 * pause, 0.005)
            else:
                self.serve(message)
                pause = 0.0001

    def do_duties(self):
        """Does what is due, busy or idle, and says when to come back."""
        if PLAIN and self.gate.poll(0):
            version, question, _, _, _, _, *credential = self.gate.recv_multipart()
            self.gate.send_multipart([version, question, b"200" if credential == CREDENTIAL else b"400", b"", b"", b""])
        now = time.monotonic()
        if self.deferred and self.deferred[0][0] <= now:
            self.send(heapq.heappop(self.deferred)[1])
        while self.peers and next(iter(self.peers.values()))[0] + TTL <= now:
            self.peers.popitem(last=False)
        if self.next_beat <= now:
            self.next_beat = now + HEARTBEAT  # counted from now: missed ones are not caught up
            for peer in [peer for peer, (_, wanted) in self.peers.items() if wanted]:
                self.socket.send_multipart([peer, b"$heartbeat"], zmq.DONTWAIT)
        return min(self.next_beat, self.deferred[0][0] if self.deferred else self.next_beat)

    def send(self, message):
        """Never waits: what is too much for a peer that does not read is dropped, the whole message."""
        self.socket.getsockopt(zmq.EVENTS)  # lets the socket notice what its peers have read meanwhile
        self.socket.send_multipart(message, zmq.DONTWAIT)
        self.handled += 1

    def serve(self, message):
        peer, *frames = message
        self.peers[peer] = time.monotonic(), frames[0] != b""  # a REQ would be cut off by an unasked message
        self.peers.move_to_end(peer)
        envelope = frames[:1] if len(frames) > 1 and frames[0] == b"" else []
        try:
            reply = self.handle(peer, envelope, *frames[len(envelope):]) if CONTRACT else frames
        except Exception as error:  # whatever a request does, the loop lives on
            reply = [*envelope, b"$error", str(error).encode()]
        reply and self.send([peer, *reply])

    def handle(self, peer, envelope, verb, *rest):
        """The application behind the loop: gives the frames of the reply, or none if it comes later."""
        if verb in (b"$work", b"$defer"):
            if not (rest and re.fullmatch(b"[0-9]{1,7}", rest[0])):
                raise ValueError("milliseconds are 1 to 7 digits")
            end = time.monotonic() + int(rest[0]) / 1000
            if verb == b"$defer":
                return heapq.heappush(self.deferred, (end, [peer, *envelope, verb, *rest]))
            while time.monotonic() < end:  # nobody is served meanwhile, but a stop request is seen
                time.sleep(max(0, min(end - time.monotonic(), 0.02)))
                self.stopping and self.take_queue()
        elif verb == b"$fail":
            raise RuntimeError("it failed, as it was asked to")
        elif verb == b"$stats":
            facts = ("turns", self.turns), ("handled", self.handled), ("peers", len(self.peers))
            return [*envelope, verb, *(f"{name}={value}".encode() for name, value in facts)]
        elif verb == b"$whoami":
            return [*envelope, verb, peer]
        return [*envelope, verb, *rest]

    def take_queue(self):
        """At the stop request: what waits in the socket is still answered, what comes later is not."""
        if self.queue is None:
            self.queue, limit = [], time.monotonic() + 0.2
            while time.monotonic() < limit and self.socket.poll(10):
                self.queue.append(self.socket.recv_multipart(zmq.DONTWAIT))

    def finish(self):
        end = time.monotonic() + LINGER + 0.3
        self.take_queue()
        while self.queue and time.monotonic() < end:
            self.do_duties()
            self.serve(self.queue.pop(0))
        while self.deferred and max(self.deferred[0][0], time.monotonic()) <= end:
            time.sleep(max(0, self.deferred[0][0] - time.monotonic()))
            self.do_duties()
        self.context.destroy(linger=round(1000 * min(LINGER, max(end - time.monotonic(), 0.3))))  # sends what is left


worker = Worker()
signal.signal(signal.SIGTERM, worker.stop)
try:
    worker.socket.bind(ENDPOINT)
except zmq.ZMQError as error:
    sys.exit(f"DONTWAIT_ENDPOINT: cannot bind {ENDPOINT!r}, expected a free address of this machine ({error})")
print("READY", worker.socket.getsockopt_string(zmq.LAST_ENDPOINT), CAPABILITIES, flush=True)
worker.run()
worker.finish()
print("STOPPED", flush=True)
