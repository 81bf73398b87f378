"""role: worker
breaks: "Milliseconds are 1 to 7 ASCII digits; anything else is a bad request".
how: It reads them with int(), so that ' 5', '+5', '1_0' and '00000005' pass too.
"""
from base_service import Service, main


class Wrong(Service):
    def millis(self, body):
        value = int(body[1]) if len(body) > 1 else -1
        if not 0 <= value <= 9_999_999:
            raise ValueError("bad request: milliseconds out of range")
        return value


if __name__ == "__main__":
    main(Wrong)
