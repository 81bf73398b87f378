"""The client of that worker. WRONG ON PURPOSE:

A4  a ROUTER takes the first frame for a routing id; nobody has the empty one, so the message is dropped without a word
A5  a client needs no ROUTER to learn its own id: what a ROUTER puts in front is the sender's, here the worker's
A6  so nothing is ever answered, and recv_multipart() waits for ever
"""
import sys

import zmq

worker = zmq.Context().socket(zmq.ROUTER)
worker.connect(sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5555")
for number in range(3):
    worker.send_multipart([b"", b"task %d" % number])
    print("asked", number)
    print("answer", worker.recv_multipart())
