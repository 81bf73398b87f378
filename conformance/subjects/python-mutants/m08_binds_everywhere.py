"""role: server
breaks: DONTWAIT_ENDPOINT: the service binds "that address and no other".
how: It takes only the port from the endpoint and binds it on all interfaces.
"""
from base_service import Service, main


class Wrong(Service):
    def bind(self):
        told = self.endpoint
        self.endpoint = "tcp://*:" + told.rpartition(":")[2]
        super().bind()
        self.endpoint = told

    def real_endpoint(self):
        port = super().real_endpoint().rpartition(":")[2]
        return self.endpoint.rpartition(":")[0] + ":" + port


if __name__ == "__main__":
    main(Wrong)
