"""role: server
breaks: A peer that does not read "never delays another peer".
how: It sends its replies without DONTWAIT, so it waits up to two seconds for room each time a peer's high-water mark is reached.
"""
import zmq

from base_service import Service, main


class Wrong(Service):
    def configure(self):
        super().configure()
        self.socket.setsockopt(zmq.SNDTIMEO, 2000)

    def give(self, message):
        try:
            self.socket.send_multipart(message, 0 if self.stop_at is None else zmq.DONTWAIT)
            self.handled += 1
        except zmq.ZMQError:
            pass
        return True


if __name__ == "__main__":
    main(Wrong)
