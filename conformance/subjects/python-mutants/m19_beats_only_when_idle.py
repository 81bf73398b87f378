"""role: worker
breaks: The subject sends a heartbeat "once an interval, idle or busy".
how: Heartbeats are sent only in turns that found no message.
"""
from base_service import Service, main


class Wrong(Service):
    def turn(self):
        self.found = False
        super().turn()

    def take(self, message):
        self.found = True
        super().take(message)

    def duties(self):
        if self.found:
            self.send_held()
            self.send_deferred(self.now())
        else:
            super().duties()


if __name__ == "__main__":
    main(Wrong)
