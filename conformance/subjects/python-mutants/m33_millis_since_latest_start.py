"""role: client
breaks: `<millis>` is "the whole milliseconds from the request's start to its reply".
how: The start is kept in one variable, so with a window above 1 the time is counted from the latest request's start.
"""
from base_client import Client, main


class Wrong(Client):
    def send(self, key):
        self.latest = self.now()
        return super().send(key)

    def reply(self, key):
        number, _ = self.open[key]
        self.open[key] = number, self.latest
        super().reply(key)


if __name__ == "__main__":
    main(Wrong)
