#!/usr/bin/env python3
"""An ordinary echo server that knows nothing of any contract: python3 plain_echo.py tcp://127.0.0.1:5555"""
import sys
import zmq

socket = zmq.Context().socket(zmq.ROUTER)
socket.bind(sys.argv[1])
while True:
    socket.send_multipart(socket.recv_multipart())
