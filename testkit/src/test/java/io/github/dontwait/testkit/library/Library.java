package io.github.dontwait.testkit.library;

import io.github.dontwait.testkit.wire.CurveKeyPair;
import io.github.dontwait.testkit.wire.Mechanism;

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

        @Override
        public LibrarySocket guardedRouter(Mechanism guest, CurveKeyPair keys) {
            return LibzmqProcess.startSecure(Security.serverInWords(guest, keys), "router");
        }

        @Override
        public LibrarySocket secureDealers(String endpoint, Mechanism mechanism, int heartbeatMillis, int count) {
            return LibzmqProcess.startSecure(
                    Security.clientInWords(mechanism),
                    "dealer",
                    endpoint,
                    "",
                    Integer.toString(heartbeatMillis),
                    Integer.toString(count));
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

        @Override
        public LibrarySocket guardedRouter(Mechanism guest, CurveKeyPair keys) {
            return JeromqThread.guardedRouter(guest, keys);
        }

        @Override
        public LibrarySocket secureDealers(String endpoint, Mechanism mechanism, int heartbeatMillis, int count) {
            return JeromqThread.secureDealers(endpoint, mechanism, heartbeatMillis, count);
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

    /**
     * A ROUTER that binds and echoes for one guest: its ZAP handler refuses everybody else.
     *
     * @param guest a client of PLAIN or CURVE
     * @param keys the server's for CURVE; unused for PLAIN
     */
    public abstract LibrarySocket guardedRouter(Mechanism guest, CurveKeyPair keys);

    /** So many DEALERs that connect as this client of PLAIN or CURVE; a heartbeat of 0 is none. */
    public abstract LibrarySocket secureDealers(String endpoint, Mechanism mechanism, int heartbeatMillis, int count);
}
