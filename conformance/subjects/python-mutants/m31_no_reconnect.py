"""role: client
breaks: "A restarted server is found again without help."
how: Reconnecting is switched off, so a lost connection stays lost.
"""
import zmq

from base_client import Client, main


class Wrong(Client):
    def configure(self):
        super().configure()
        self.socket.setsockopt(zmq.RECONNECT_IVL, -1)


if __name__ == "__main__":
    main(Wrong)
