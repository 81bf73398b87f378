#!/usr/bin/env python3
"""The tutorials' worker (role worker) and server (role server), mended; "--leave A9" leaves one mistake in.

Read it with the README beside you: wherever MISTAKE is asked for, the wrong way stands beside the right one. Without
--leave it follows the whole contract that is needed to show the mistakes, and breaks no rule.
"""
import argparse, heapq, os, re, select, signal, sys, time
import zmq

ROUTING = ["A3", "A7", "A8", "A9", "A10", "A11", "A12"]
LOOP = ["A1", "A2", "A6", "A13", "A14", "A15", "A16", "A18", "A19", "A20", "A21"]
SERVER = ["B1", "B3", "B4", "B5", "B6", "B8", "B9", "B11", "B13", "B15", "B16", "B18"]
arguments = argparse.ArgumentParser(description="A worker or server with at most one mistake of the tutorials.")
arguments.add_argument("--leave", metavar="ID", default="", choices=["", *ROUTING, *LOOP, *SERVER])
MISTAKE = arguments.parse_args().leave
POLLS = os.environ.get("DONTWAIT_ROLE") == "server"
CONTRACT = os.environ.get("DONTWAIT_CONTRACT") == "1"
ENDPOINT = os.environ.get("DONTWAIT_ENDPOINT") or "tcp://127.0.0.1:5555"
WORD = {"heartbeat": "DONTWAIT_HEARTBEAT_MS", "ttl": "DONTWAIT_PEER_TTL_MS", "linger": "DONTWAIT_LINGER_MS"}


def millis(name, fallback):
    text = os.environ.get(WORD[name]) or str(fallback)
    if not re.fullmatch("[0-9]{1,9}", text):
        sys.exit(f"{WORD[name]}: cannot use {text!r}, expected milliseconds")
    return int(text)


port = re.fullmatch(r"tcp://\S+:([0-9]{1,5}|\*)", ENDPOINT)
if not port or port[1] != "*" and int(port[1]) > 65535:
    sys.exit(f"DONTWAIT_ENDPOINT: cannot use {ENDPOINT!r}, expected tcp://HOST:PORT")
if os.environ.get("DONTWAIT_ROLE", "worker") not in ("", "worker", "server"):
    sys.exit(f"DONTWAIT_ROLE: cannot use {os.environ['DONTWAIT_ROLE']!r}, expected worker or server")
BEAT = millis("heartbeat", 0) / 1000
TTL = (millis("ttl", 0) or millis("heartbeat", 0) * 10) / 1000
LINGER = millis("linger", 1000)
CAPABILITIES = ["work", "fail", "defer", "stats", "whoami", "heartbeat"]
if MISTAKE in ("A14", "B4", "B5"):
    CAPABILITIES.append("concurrent")  # so the tutorials say of themselves


class Service:
    def __init__(self):
        self.socket = zmq.Context.instance().socket(zmq.ROUTER)
        self.socket.router_mandatory = MISTAKE in ("A18", "B8", "B9")
        if MISTAKE != "A19":
            self.socket.linger = LINGER  # else -1: a peer that does not read holds the end for ever
        if MISTAKE == "A13":
            self.socket.rcvhwm = self.socket.sndhwm = 0  # "cannot be overwhelmed": no limit at all
        self.poller = zmq.Poller()
        self.poller.register(self.socket, zmq.POLLIN | (zmq.POLLOUT if MISTAKE == "B6" else 0))
        self.peers, self.deferred, self.numbers = {}, [], 0
        self.turns = self.handled = 0
        self.next_beat = time.monotonic() + BEAT
        self.stopping = False

    def stop(self, *_):
        self.stopping = True

    # the loop

    def run(self):
        while MISTAKE == "B16" or not self.stopping:
            if MISTAKE in ("A16", "B13"):
                self.serve(self.socket.recv_multipart())  # waits without end
                continue
            if MISTAKE == "A3" and self.take_all_that_is_there():
                continue  # under load the duties below wait
            self.duties()
            if MISTAKE == "B18":
                self.take_all_that_is_there()
            elif not POLLS:
                self.take_or_rest()
            else:
                self.poll()

    def take_or_rest(self):
        """The worker of tutorial A: receives with DONTWAIT."""
        if MISTAKE in ("A1", "A2", "A6"):
            self.serve(self.socket.recv_multipart(zmq.DONTWAIT))  # "an empty list": it raises zmq.Again
            return
        try:
            message = self.socket.recv_multipart(zmq.DONTWAIT)
        except zmq.Again:
            self.turns += 1
            if MISTAKE != "A15":  # "needs no polling": spins
                self.socket.poll(self.patience())
        else:
            self.serve(message)

    def poll(self):
        """The server of tutorial B: waits for readiness, with a bound."""
        if MISTAKE == "B11":  # one message for each event of the descriptor, which tells of changes only
            if select.select([self.socket.FD], [], [], self.patience() / 1000)[0]:
                try:
                    self.serve(self.socket.recv_multipart(zmq.DONTWAIT))
                except zmq.Again:
                    self.turns += 1
            else:
                self.turns += 1
            return
        ready = dict(self.poller.poll(self.patience()))
        events = ready.get(self.socket, 0)
        if MISTAKE == "B6":
            readable = events == zmq.POLLIN  # POLLOUT is set as well: never true
            time.sleep(0.01)
        else:
            readable = events & zmq.POLLIN
        if readable:
            self.serve(self.socket.recv_multipart(zmq.DONTWAIT))
        else:
            self.turns += 1

    def take_all_that_is_there(self):
        taken = 0
        while True:
            try:
                self.serve(self.socket.recv_multipart(zmq.DONTWAIT))
                taken += 1
            except zmq.Again:
                if MISTAKE == "B18":
                    self.turns += 1
                    self.socket.poll(self.patience())
                return taken

    def patience(self):
        next_duty = min([0.05, *(due - time.monotonic() for due, _, _ in self.deferred[:1])])
        if BEAT:
            next_duty = min(next_duty, self.next_beat - time.monotonic())
        return max(0, int(1000 * next_duty) + 1)

    def duties(self):
        now = time.monotonic()
        while self.deferred and self.deferred[0][0] <= now:
            self.send(heapq.heappop(self.deferred)[2])
        if BEAT and self.next_beat <= now:
            self.next_beat = now + BEAT
            self.peers = {peer: known for peer, known in self.peers.items() if now - known[0] < TTL}
            for peer, (_, wanted) in self.peers.items():
                if wanted:
                    self.socket.send_multipart([peer, b"$heartbeat"], zmq.DONTWAIT)

    # a message

    def serve(self, message):
        if MISTAKE == "B1":
            peer, request = message  # the routing id and two frames are three
            self.send([peer, request])
            return
        peer, *frames = message
        self.peers[peer] = time.monotonic(), frames[0] != b""
        if MISTAKE == "B3" or MISTAKE == "A9":
            peer.decode()
        if MISTAKE == "A10":
            frames[-1].decode()
        if MISTAKE == "A11" and frames == [b""]:
            return  # "the client has connected"
        if MISTAKE == "A12":
            frames = [frame for frame in frames if frame]  # "empty identity frames are stripped"
        if MISTAKE == "A7":
            frames = frames[:1]  # "the task is the second part"
        if MISTAKE == "A8" and frames[0] == b"":
            frames = frames[1:]  # the reply is the id and the result
        envelope = frames[:1] if len(frames) > 1 and frames[0] == b"" else []
        try:
            reply = self.handle(peer, envelope, *frames[len(envelope):]) if CONTRACT else frames
        except ValueError as error:
            reply = [*envelope, b"$error", str(error).encode()]
        if reply:
            self.send([peer, *reply])

    def handle(self, peer, envelope, verb, *rest):
        if verb in (b"$work", b"$defer"):
            if not (rest and re.fullmatch(b"[0-9]{1,7}", rest[0])):
                raise ValueError("milliseconds are 1 to 7 digits")
            seconds = int(rest[0]) / 1000
            if verb == b"$work" or MISTAKE == "A21":
                time.sleep(seconds)  # "the loop never blocks"
            else:
                self.numbers += 1
                return heapq.heappush(
                    self.deferred, (time.monotonic() + seconds, self.numbers, [peer, *envelope, verb, *rest]))
        elif verb == b"$fail":
            raise ValueError("it failed, as it was asked to")
        elif verb == b"$stats":
            facts = ("turns", self.turns), ("handled", self.handled), ("peers", len(self.peers))
            return [*envelope, verb, *(f"{name}={value}".encode() for name, value in facts)]
        elif verb == b"$whoami":
            return [*envelope, verb, peer]
        return [*envelope, verb, *rest]

    def send(self, message):
        if MISTAKE == "B8":  # "POLLOUT says that a send succeeds": of a ROUTER it says so of some peer
            while True:
                try:
                    if self.socket.poll(10, zmq.POLLOUT):
                        self.socket.send_multipart(message, zmq.DONTWAIT)
                        break
                except zmq.Again:
                    continue
                except zmq.ZMQError:
                    break
        elif MISTAKE == "B9":  # "a send on a full socket blocks": here it does, for everybody
            try:
                self.socket.send_multipart(message)
            except zmq.ZMQError:
                pass
        elif MISTAKE == "A18":
            self.socket.send_multipart(message, zmq.DONTWAIT)  # the peer may have gone: it raises, and nobody catches
        else:
            self.socket.getsockopt(zmq.EVENTS)  # lets the socket notice what its peers have read meanwhile
            self.socket.send_multipart(message, zmq.DONTWAIT)
        self.handled += 1

    def finish(self):
        end = time.monotonic() + LINGER / 1000
        while self.deferred and max(self.deferred[0][0], time.monotonic()) <= end:
            time.sleep(max(0, self.deferred[0][0] - time.monotonic()))
            self.duties()
        self.socket.close()
        zmq.Context.instance().term()


service = Service()
if MISTAKE != "A20":
    signal.signal(signal.SIGTERM, service.stop)
service.socket.bind(re.sub("//.*:", "//*:", ENDPOINT) if MISTAKE == "B15" else ENDPOINT)
real = service.socket.getsockopt_string(zmq.LAST_ENDPOINT).replace("0.0.0.0", "127.0.0.1")
print("READY", real, ",".join(CAPABILITIES), flush=True)
service.run()
service.finish()
print("STOPPED", flush=True)
