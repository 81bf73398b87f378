"""role: client
breaks: Only "a message of the single frame `$heartbeat` is dropped without a line".
how: It drops every message whose first frame is $heartbeat, also one of several frames, which belongs to no request.
"""
from base_client import Client, main


class Wrong(Client):
    def is_heartbeat(self, frames):
        return frames[0] == b"$heartbeat"


if __name__ == "__main__":
    main(Wrong)
