"""role: worker
breaks: READY: "the line comes after the bind and as the loop starts".
how: It says READY first, then loads its data for half a second and only then binds.
"""
import time

from base_service import Service, main


class Wrong(Service):
    def bind(self):
        if self.endpoint.endswith("*"):
            super().bind()
            return
        self.announce()
        time.sleep(0.5)
        super().bind()
        self.announced = True

    def announce(self):
        if not hasattr(self, "announced"):
            super().announce()


if __name__ == "__main__":
    main(Wrong)
