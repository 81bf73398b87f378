"""A worker as tutorials teach it. WRONG ON PURPOSE, the numbers are those of the README:

A1/A2  an empty queue raises zmq.Again, which nobody catches: it dies on its first idle turn, before any client comes
A3     the idle duties sit in a branch that runs only when nothing is there: never under load (and, by A1, never at all)
A7/A8  takes frame 1 for the task and answers without the delimiter: a REQ client is cut off
A9/A10 decodes the routing id and the task as UTF-8: one binary octet ends the worker
A14    works inside the loop, so the "non-blocking" loop blocks
A19    no linger: a peer that does not read would hold the exit for ever
A20    only Ctrl-C is a stop; SIGTERM kills it at once
"""
import sys
import time

import zmq

context = zmq.Context()
tasks = context.socket(zmq.ROUTER)
tasks.bind(sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5555")
print("worker is up")
try:
    while True:
        frames = tasks.recv_multipart(zmq.DONTWAIT)
        if frames:
            client = frames[0]
            task = frames[1]
            print("task", task.decode(), "of", client.decode())
            time.sleep(0.1)
            tasks.send_multipart([client, b"finished"])
        else:
            print("idle: time for a heartbeat")
            time.sleep(0.01)
except KeyboardInterrupt:
    print("stopping")
tasks.close()
context.term()
