"""role: worker
breaks: "HWM `0` means no limit."
how: It tests the value for truth, so 0 leaves the library's default of 1000.
"""
from base_service import Service, main


class Wrong(Service):
    def set_hwm(self):
        if self.hwm:
            super().set_hwm()


if __name__ == "__main__":
    main(Wrong)
