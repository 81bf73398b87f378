#!/usr/bin/env python3
"""A polled ZeroMQ server: one poller, a bounded wait, and for each ready socket its handler. Read run() first."""
import heapq, math, os, re, signal, sys, time
from collections import OrderedDict
import zmq
from zmq.utils import z85

CAPABILITIES = "work,fail,defer,stats,whoami,heartbeat,maxmsgsize,hwm" + ",curve" * zmq.has("curve")
INT = range(2**31)


def setting(name, fallback, numbers=None, pattern="[0-9]{1,19}"):
    """The variable's value. One that cannot be used ends the program with a line on standard error."""
    value = os.environ.get(name) or str(fallback)
    if not re.fullmatch(pattern, value) or numbers and int(re.search("[0-9]*$", value)[0] or numbers[0]) not in numbers:
        span = f", number from {numbers[0]} to {numbers[-1]}" if numbers else ""
        sys.exit(f"{name}: cannot use {value!r}, expected {pattern}{span}")
    return value


def curve_keys(name):
    value = os.environ.get(name) or ""
    try:
        keys = [z85.decode(key) for key in value.split(",") if value]
    except Exception:  # z85 has another one for each thing that can be wrong
        keys = [b""]
    if any(len(key) != 32 for key in keys):
        sys.exit(f"{name}: cannot use {'this value' if 'SECRET' in name else repr(value)}, expected 40 Z85 characters")
    return keys


CONTRACT = setting("DONTWAIT_CONTRACT", "", pattern="1?") == "1"  # without it there are no verbs: all is echoed
setting("DONTWAIT_ROLE", "server", pattern="worker|server")  # the same to its peers
ENDPOINT = setting("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555", range(1, 65536), r"tcp://\S+:([0-9]{1,5}|\*)")
HEARTBEAT = int(setting("DONTWAIT_HEARTBEAT_MS", 0, INT)) / 1000  # all times are seconds from here on
TTL = int(setting("DONTWAIT_PEER_TTL_MS", round(10000 * HEARTBEAT) or 60000, range(1, 2**35))) / 1000
HWM = int(setting("DONTWAIT_HWM", 1000, INT))
MAXMSGSIZE = int(setting("DONTWAIT_MAXMSGSIZE", 32 * 1024 * 1024, range(2**63)))
LINGER = int(setting("DONTWAIT_LINGER_MS", 1000, INT)) / 1000
CURVE = setting("DONTWAIT_SECURITY", "null", pattern="null" + "|curve" * zmq.has("curve")) == "curve"
SECRET, PUBLIC, CLIENTS = (curve_keys(f"DONTWAIT_CURVE_{kind}") for kind in ("SECRETKEY", "PUBLICKEY", "CLIENTKEYS"))
if not len(SECRET) == len(PUBLIC) == (1 if CURVE else len(SECRET)):
    sys.exit("DONTWAIT_CURVE_SECRETKEY, DONTWAIT_CURVE_PUBLICKEY: cannot use one half, expected both of one pair")


class Server:
    def __init__(self):
        self.context = zmq.Context()
        self.gate = self.context.socket(zmq.REP)  # here the library asks whether a peer may come in (ZAP, RFC 27)
        self.gate.bind("inproc://zeromq.zap.01")
        self.socket = self.context.socket(zmq.ROUTER)
        self.socket.set_hwm(HWM)
        self.socket.maxmsgsize = MAXMSGSIZE
        if CURVE:
            self.socket.curve_secretkey, self.socket.curve_publickey = SECRET[0], PUBLIC[0]
            self.socket.curve_server = True
        self.handlers = {self.socket: self.on_request, self.gate: self.on_question}
        self.poller = zmq.Poller()
        for socket in self.handlers:
            self.poller.register(socket, zmq.POLLIN)  # not POLLOUT: on a ROUTER it is always set
        self.peers = OrderedDict()  # routing id: (when last heard, may have heartbeats), longest silent first
        self.deferred = []  # a heap of (when due, message)
        self.next_beat = time.monotonic() + HEARTBEAT if HEARTBEAT else float("inf")
        self.turns, self.handled, self.stopping = 0, 0, False

    def stop(self, *_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second request changes nothing
        self.stopping = True

    def run(self):
        while not self.stopping:
            wait = self.do_duties() - time.monotonic()  # at most 50 ms, for a signal does not end the poll
            ready = self.poller.poll(math.ceil(1000 * max(0, min(wait, 0.05))))
            self.turns += not ready
            for socket, events in ready:
                if events & zmq.POLLIN:  # events is a set of bits
                    self.handlers[socket]()  # takes one message; if there are more, the next poll says so again

    def on_question(self):
        version, question, _, _, _, _, *credential = self.gate.recv_multipart()
        self.gate.send_multipart([version, question, b"200" if credential[0] in CLIENTS else b"400", b"", b"", b""])

    def on_request(self):
        peer, *frames = self.socket.recv_multipart(zmq.DONTWAIT)
        self.peers[peer] = time.monotonic(), frames[0] != b""  # a REQ would be cut off by an unasked message
        self.peers.move_to_end(peer)
        envelope = frames[:1] if len(frames) > 1 and frames[0] == b"" else []
        try:
            reply = self.handle(peer, envelope, *frames[len(envelope):]) if CONTRACT else frames
        except Exception as error:  # whatever a request does, the loop lives on
            reply = [*envelope, b"$error", str(error).encode()]
        if reply:
            self.send([peer, *reply])

    def do_duties(self):
        """Does what is due, busy or idle, and says when to come back."""
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

    def handle(self, peer, envelope, verb, *rest):
        """The application behind the loop: gives the frames of the reply, or none if it comes later."""
        if verb in (b"$work", b"$defer"):
            if not (rest and re.fullmatch(b"[0-9]{1,7}", rest[0])):
                raise ValueError("milliseconds are 1 to 7 digits")
            seconds = int(rest[0]) / 1000
            if verb == b"$defer":
                return heapq.heappush(self.deferred, (time.monotonic() + seconds, [peer, *envelope, verb, *rest]))
            time.sleep(seconds)  # nobody is served meanwhile: long work belongs elsewhere
        elif verb == b"$fail":
            raise RuntimeError("it failed, as it was asked to")
        elif verb == b"$stats":
            facts = ("turns", self.turns), ("handled", self.handled), ("peers", len(self.peers))
            return [*envelope, verb, *(f"{name}={value}".encode() for name, value in facts)]
        elif verb == b"$whoami":
            return [*envelope, verb, peer]
        return [*envelope, verb, *rest]

    def finish(self):
        end = time.monotonic() + LINGER
        while self.deferred and max(self.deferred[0][0], time.monotonic()) <= end:
            time.sleep(max(0, self.deferred[0][0] - time.monotonic()))
            self.do_duties()
        self.context.destroy(linger=round(1000 * min(LINGER, max(end - time.monotonic(), 0.3))))  # sends what is left


server = Server()
signal.signal(signal.SIGTERM, server.stop)
try:
    server.socket.bind(ENDPOINT)
except zmq.ZMQError as error:
    sys.exit(f"DONTWAIT_ENDPOINT: cannot bind {ENDPOINT!r}, expected a free address of this machine ({error})")
print("READY", server.socket.getsockopt_string(zmq.LAST_ENDPOINT), CAPABILITIES, flush=True)
server.run()
server.finish()
print("STOPPED", flush=True)
