"""role: server
breaks: "takes no new request: none sent 300 ms or more after the stop request is answered".
how: While it drains it goes on answering whatever comes, until nothing has come for 200 ms or the linger is over.
"""
from base_service import Service, main


class Wrong(Service):
    def finish(self):
        super().finish()
        end = self.last_end + max(self.linger, 0.5)
        while self.now() < end and self.socket.poll(200):
            self.take(self.receive())


if __name__ == "__main__":
    main(Wrong)
