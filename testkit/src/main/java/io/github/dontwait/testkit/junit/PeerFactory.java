package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.fault.Link;
import io.github.dontwait.testkit.peer.JeromqPeers;
import io.github.dontwait.testkit.peer.Peers;
import org.zeromq.ZContext;

/**
 * Makes peers for one test, wherever its subject turns out to be.
 *
 * <p>All of them write into the test's transcript and wait by its timeouts. The test owns and closes them. Any thread may
 * use it.
 */
public final class PeerFactory {

    private final Life life;

    PeerFactory(Life life) {
        this.life = life;
    }

    /**
     * Peers that connect to an endpoint; nothing is connected yet.
     *
     * @param endpoint {@code tcp://HOST:PORT}
     * @throws IllegalArgumentException if the endpoint is of another shape
     */
    public Peers to(String endpoint) {
        return life.own(Peers.to(endpoint, life.transcript(), life.timeouts()));
    }

    /** Peers to which a client connects: listeners and fake servers. */
    public Peers listening() {
        return life.own(Peers.listening(life.transcript(), life.timeouts()));
    }

    /** JeroMQ's own peers, in a context of their own, to a {@code tcp} endpoint. */
    public JeromqPeers jeromqTo(String endpoint) {
        return life.own(JeromqPeers.to(endpoint, life.transcript(), life.timeouts()));
    }

    /**
     * A TCP link to an endpoint, which can break.
     *
     * @param endpoint {@code tcp://HOST:PORT}
     * @param name its name in the transcript
     */
    public Link link(String endpoint, String name) {
        return life.own(Link.to(endpoint, name, life.transcript()));
    }

    /** JeroMQ's own peers, in a context of the test's or of the subject's, for example to an {@code inproc} endpoint. */
    public JeromqPeers in(ZContext context, String endpoint) {
        return life.own(JeromqPeers.in(context, endpoint, life.transcript(), life.timeouts()));
    }
}
