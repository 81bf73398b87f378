"""role: worker
breaks: "releases its port, prints STOPPED, and exits".
how: It prints STOPPED when the loop has ended, while it still holds the port and has deferred replies to send.
"""
from base_service import Service, main


class Wrong(Service):
    def await_deferred(self):
        self.say("STOPPED")
        super().await_deferred()

    def stop(self):
        self.finish()
        self.close()
        return 0


if __name__ == "__main__":
    main(Wrong)
