#!/usr/bin/env python3
"""A ZeroMQ worker on asyncio: work goes to threads, every wait is the event loop's. Read run() first: it calls the rest."""
import asyncio, os, re, signal, sys, time
from collections import OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
import zmq, zmq.asyncio

CAPABILITIES = "work,fail,defer,stats,whoami,heartbeat,drain,plain,maxmsgsize,hwm,handover,concurrent"
INT = range(2**31)
BATCH = 100  # messages that are taken before others, timers for example, have their turn


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
        self.context = zmq.asyncio.Context()
        self.gate = self.context.socket(zmq.REP)  # here the library asks whether a peer may come in (ZAP, RFC 27)
        self.gate.bind("inproc://zeromq.zap.01")
        self.socket = self.context.socket(zmq.ROUTER)
        self.socket.set_hwm(HWM)
        self.socket.maxmsgsize = MAXMSGSIZE
        self.socket.plain_server = PLAIN
        self.socket.router_handover = 1  # a peer that restarts is not locked out by its own dead connection
        self.peers = OrderedDict()  # routing id: (when last heard, may have heartbeats), longest silent first
        self.waiting = {}  # routing id of a peer whose work is in hand: what it has asked for since, to be answered after
        self.at_work, self.threads = set(), ThreadPoolExecutor(500)
        self.due = []  # when the deferred replies are due
        self.turns, self.handled = 0, 0
        self.stopping = asyncio.Event()

    async def run(self):
        stop = asyncio.get_running_loop().call_soon_threadsafe
        signal.signal(signal.SIGTERM, lambda *_: (signal.signal(signal.SIGTERM, signal.SIG_IGN), stop(self.stopping.set)))
        duties = [asyncio.ensure_future(duty) for duty in (self.beat(), self.admit())]
        try:
            self.socket.bind(ENDPOINT)
        except zmq.ZMQError as error:
            sys.exit(f"DONTWAIT_ENDPOINT: cannot bind {ENDPOINT!r}, expected a free address of this machine ({error})")
        print("READY", self.socket.getsockopt_string(zmq.LAST_ENDPOINT), CAPABILITIES, flush=True)
        while not self.stopping.is_set():
            if await self.socket.poll(50):
                await self.take(BATCH)
                await asyncio.sleep(0)  # the others' turn
            else:
                self.turns += 1
        await self.finish(duties)

    async def take(self, most):
        """Serves what is there; never waits for more."""
        for _ in range(most):
            try:
                peer, *frames = await self.socket.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                return False
            self.peers[peer] = time.monotonic(), frames[0] != b""  # a REQ would be cut off by an unasked message
            self.peers.move_to_end(peer)
            if peer in self.waiting:
                self.waiting[peer].append(frames)
            else:
                self.serve(peer, frames)
        return True

    def serve(self, peer, frames):
        envelope = frames[:1] if len(frames) > 1 and frames[0] == b"" else []
        try:
            reply = self.handle(peer, envelope, *frames[len(envelope):]) if CONTRACT else frames
        except Exception as error:  # whatever a request does, the loop lives on
            reply = [*envelope, b"$error", str(error).encode()]
        if reply:
            self.send([peer, *reply])

    def handle(self, peer, envelope, verb, *rest):
        """The application behind the loop: gives the frames of the reply, or none if it comes later."""
        if verb in (b"$work", b"$defer"):
            if not (rest and re.fullmatch(b"[0-9]{1,7}", rest[0])):
                raise ValueError("milliseconds are 1 to 7 digits")
            seconds, message = int(rest[0]) / 1000, [peer, *envelope, verb, *rest]
            if verb == b"$defer":
                self.due.append(time.monotonic() + seconds)
                asyncio.get_running_loop().call_later(seconds, self.send_deferred, self.due[-1], message)
            else:
                self.waiting[peer] = deque()
                task = asyncio.ensure_future(self.work(seconds, message))
                self.at_work.add(task)
                task.add_done_callback(self.at_work.discard)
            return None
        if verb == b"$fail":
            raise RuntimeError("it failed, as it was asked to")
        if verb == b"$stats":
            facts = ("turns", self.turns), ("handled", self.handled), ("peers", len(self.peers))
            return [*envelope, verb, *(f"{name}={value}".encode() for name, value in facts)]
        if verb == b"$whoami":
            return [*envelope, verb, peer]
        return [*envelope, verb, *rest]

    async def work(self, seconds, message):
        """On a thread, as work that would occupy the loop has to be; what the same peer asks meanwhile keeps its order."""
        await asyncio.get_running_loop().run_in_executor(self.threads, time.sleep, seconds)
        self.send(message)
        behind = self.waiting.pop(message[0])
        while behind and message[0] not in self.waiting:
            self.serve(message[0], behind.popleft())
        if behind:  # the next work has begun
            self.waiting[message[0]].extend(behind)

    def send_deferred(self, due, message):
        self.due.remove(due)
        self.send(message)

    def send(self, message):
        """Never waits: what is too much for a peer that does not read is dropped, the whole message."""
        self.socket.getsockopt(zmq.EVENTS)  # lets the socket notice what its peers have read meanwhile
        self.socket.send_multipart(message, zmq.DONTWAIT)
        self.handled += 1

    async def beat(self):
        """Forgets silent peers and sends heartbeats. Counted from now each time: missed ones are not caught up."""
        while True:
            await asyncio.sleep(HEARTBEAT or 1)
            now = time.monotonic()
            while self.peers and next(iter(self.peers.values()))[0] + TTL <= now:
                self.peers.popitem(last=False)
            for peer in [peer for peer, (_, wanted) in self.peers.items() if wanted and HEARTBEAT]:
                self.socket.send_multipart([peer, b"$heartbeat"], zmq.DONTWAIT)

    async def admit(self):
        """Lets in who knows the credential, where there is one."""
        while True:
            version, question, _, _, _, _, *credential = await self.gate.recv_multipart()
            verdict = b"200" if credential == CREDENTIAL else b"400"
            await self.gate.send_multipart([version, question, verdict, b"", b"", b""])

    async def finish(self, duties):
        limit = time.monotonic() + 0.2
        while time.monotonic() < limit and await self.socket.poll(10):  # what waits in the socket is still answered
            await self.take(BATCH)
        while self.at_work:
            await asyncio.wait(self.at_work)
        end = time.monotonic() + LINGER
        while any(due <= end for due in self.due) and time.monotonic() < end:
            await asyncio.sleep(max(0.001, min(self.due) - time.monotonic()))
        for duty in duties:
            duty.cancel()
        self.context.destroy(linger=round(1000 * min(LINGER, max(end - time.monotonic(), 0.3))))  # sends what is left


async def main():
    await Worker().run()


asyncio.run(main())
print("STOPPED", flush=True)
