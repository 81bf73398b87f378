"""role: client
breaks: "SIGTERM ends it within one second, exit code 0, at any time".
how: It closes with a linger of five seconds, so requests that never left hold up the exit while the server is absent.
"""
from base_client import Client, main


class Wrong(Client):
    def close(self):
        self.socket.close(5000 if self.stopped else 0)
        self.context.term()


if __name__ == "__main__":
    main(Wrong)
