"""role: worker
breaks: DONTWAIT_MAXMSGSIZE: "a frame of exactly this size passes".
how: It takes the limit as the first size that is refused.
"""
import zmq

from base_service import Service, main


class Wrong(Service):
    def set_maxmsgsize(self):
        if self.maxmsgsize:
            self.socket.setsockopt(zmq.MAXMSGSIZE, self.maxmsgsize - 1)


if __name__ == "__main__":
    main(Wrong)
