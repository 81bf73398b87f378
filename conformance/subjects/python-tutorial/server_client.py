"""A client of that server. WRONG ON PURPOSE:

B2   puts its name into the first frame: that is payload; a routing id is an option, set before connect
B13  recv() without a timeout waits for ever when the server is dead, as it is after the first request
B14  recv() reads one frame; what is left of a longer reply would be taken for the next one
"""
import sys

import zmq

socket = zmq.Context().socket(zmq.DEALER)
socket.connect(sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5555")
name = sys.argv[2] if len(sys.argv) > 2 else "client-1"
for number in range(3):
    socket.send_multipart([name.encode(), b"request %d" % number])
    print("answer", socket.recv())
