"""An echo on a ROUTER of libzmq, for testkit/measure-swarm: prints its endpoint, ends with its standard input."""
import os
import sys

import zmq

context = zmq.Context()
context.set(zmq.MAX_SOCKETS, 20_000)
router = context.socket(zmq.ROUTER)
router.setsockopt(zmq.BACKLOG, 4096)
router.bind(os.environ["DONTWAIT_ENDPOINT"])
print("READY", router.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode(), flush=True)
poller = zmq.Poller()
poller.register(router, zmq.POLLIN)
poller.register(sys.stdin.fileno(), zmq.POLLIN)
while sys.stdin.fileno() not in (ready := dict(poller.poll())):
    if router in ready:
        router.send_multipart(router.recv_multipart())
context.destroy(linger=1000)
