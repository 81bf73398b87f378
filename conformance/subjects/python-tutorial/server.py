"""A polled server as tutorials teach it. WRONG ON PURPOSE, the numbers are those of the README:

B1  expects two frames; the routing id makes three of what its own client sends: ValueError, dead on the first message
B3  decodes a routing id that the library made up
B4  the handler sleeps in the loop: "concurrent" clients are served one after the other
B6  compares the set of events with ==; it would read nothing once POLLOUT is watched as well
B16 no way out of the loop: no stop, no close, no linger
"""
import sys
import time

import zmq

socket = zmq.Context().socket(zmq.ROUTER)
socket.bind(sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5555")
poller = zmq.Poller()
poller.register(socket, zmq.POLLIN)
print("server is up")
while True:
    ready = dict(poller.poll(1000))
    if socket in ready and ready[socket] == zmq.POLLIN:
        client, request = socket.recv_multipart()
        print("request", request, "of", client.decode())
        time.sleep(0.5)
        socket.send_multipart([client, b"done: " + request])
    else:
        print("nothing yet")
