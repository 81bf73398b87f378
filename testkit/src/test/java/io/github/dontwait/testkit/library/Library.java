package io.github.dontwait.testkit.library;

/** A real ZeroMQ library. */
public enum Library {
    /** libzmq through Python, in a child process. */
    LIBZMQ {
        @Override
        public LibrarySocket echoingRouter() {
            return LibzmqProcess.start("router");
        }

        @Override
        public LibrarySocket client(String socketType, String endpoint, String routingId) {
            return LibzmqProcess.start(socketType, endpoint, routingId);
        }

        @Override
        public LibrarySocket heartbeatingDealer(String endpoint, int intervalMillis) {
            return LibzmqProcess.start("dealer", endpoint, "", Integer.toString(intervalMillis));
        }
    },
    /** JeroMQ on a thread of this process. */
    JEROMQ {
        @Override
        public LibrarySocket echoingRouter() {
            return JeromqThread.echoingRouter();
        }

        @Override
        public LibrarySocket client(String socketType, String endpoint, String routingId) {
            return JeromqThread.client(socketType, endpoint, routingId, 0);
        }

        @Override
        public LibrarySocket heartbeatingDealer(String endpoint, int intervalMillis) {
            return JeromqThread.client("dealer", endpoint, "", intervalMillis);
        }
    };

    /** A ROUTER that binds and echoes. */
    public abstract LibrarySocket echoingRouter();

    /**
     * A socket that connects, sends one message {@code hello} (a ROUTER: to the routing id {@code kit}) and then echoes:
     * what it is answered is what it asks next.
     *
     * @param routingId empty for none
     */
    public abstract LibrarySocket client(String socketType, String endpoint, String routingId);

    /** A DEALER that also sends a PING once an interval, with a time to live of 1.2 s. */
    public abstract LibrarySocket heartbeatingDealer(String endpoint, int intervalMillis);
}
