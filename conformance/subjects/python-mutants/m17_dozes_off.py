"""role: worker
breaks: "While nothing arrives, the loop turns at least 5 times a second, whatever its idle strategy".
how: Its back-off doubles the pause at each turn that found nothing, up to half a second a turn after one idle second.
"""
import time

from base_service import Service, main


class Wrong(Service):
    def __init__(self):
        super().__init__()
        self.doze = 0.001

    def take(self, message):
        self.doze = 0.001
        super().take(message)

    def pause(self):
        self.doze = min(0.5, self.doze * 2)
        pause = self.doze
        if self.deferred:
            pause = min(pause, self.deferred[0][0] - self.now())
        if self.interval:
            pause = min(pause, self.next_beat - self.now())
        return max(0.001, pause)

    def wait(self, seconds):
        end = self.now() + seconds
        while self.stop_at is None and (left := end - self.now()) > 0:
            time.sleep(min(left, 0.02))


if __name__ == "__main__":
    main(Wrong)
