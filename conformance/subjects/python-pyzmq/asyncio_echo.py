#!/usr/bin/env python3
"""The same echo on asyncio: python3 asyncio_echo.py tcp://127.0.0.1:5555"""
import asyncio
import sys
import zmq.asyncio


async def main(endpoint):
    socket = zmq.asyncio.Context().socket(zmq.ROUTER)
    socket.bind(endpoint)
    while True:
        await socket.send_multipart(await socket.recv_multipart())


asyncio.run(main(sys.argv[1]))
