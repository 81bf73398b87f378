"""role: client
breaks: A request unanswered for the timeout, "counted from when it was started, sent or not, ends as TIMEOUT"; "an absent server blocks nothing".
how: It waits until the socket is connected before it sends, and no timeout is looked at meanwhile.
"""
import zmq

from base_client import Client, main


class Wrong(Client):
    def configure(self):
        super().configure()
        self.socket.setsockopt(zmq.IMMEDIATE, 1)

    def send(self, key):
        while not self.stopped and not self.socket.poll(100, zmq.POLLOUT):
            pass
        return super().send(key)


if __name__ == "__main__":
    main(Wrong)
