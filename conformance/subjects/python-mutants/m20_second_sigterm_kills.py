"""role: worker
breaks: "A second SIGTERM changes nothing."
how: The first SIGTERM puts the default action back, so a second one kills it at once.
"""
import signal

from base_service import Service, main


class Wrong(Service):
    def on_signal(self, *_):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        super().on_signal()


if __name__ == "__main__":
    main(Wrong)
