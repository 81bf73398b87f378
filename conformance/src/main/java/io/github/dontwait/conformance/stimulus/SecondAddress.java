package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Knocks at a subject's port at an address of this machine that it was not told to bind. */
public final class SecondAddress {

    private static final String FIRST = "127.0.0.1";
    private static final String SECOND = "127.0.0.2";
    private static final String THIRD = "127.0.0.3";
    private static final int KNOCK_MS = 2_000;

    private SecondAddress() {}

    /** Requires that nothing of the subject listens there; ends the rule as not applicable where nothing could. */
    public static void expectClosed(Bench bench) {
        URI endpoint = URI.create(bench.subject().endpoint());
        if (!bench.subject().bindsItsEndpoint() || !FIRST.equals(endpoint.getHost())) {
            throw bench.notApplicable("the subject was not told to bind " + FIRST + " itself");
        }
        requireSecondAddress(bench);
        Peer witness = bench.dealer("witness");
        witness.send("at the address it was given");
        witness.expect("at the address it was given");
        if (!isOpen(SECOND, endpoint.getPort())) {
            bench.note("nobody listens at " + SECOND + ":" + endpoint.getPort());
            return;
        }
        String second = "tcp://" + SECOND + ":" + endpoint.getPort();
        String expectation = "the subject to listen at " + bench.subject().endpoint() + " and at no other address";
        Message request = Message.of("at another address");
        PeerOptions knocking = PeerOptions.dealer("knocking").withRoutingId(bench.routingId("knocking"));
        try (Peers elsewhere = Peers.to(second, bench.transcript(), bench.timeouts())) {
            Peer peer = elsewhere.peer(knocking);
            peer.send(request);
            peer.expect(request);
        } catch (AssertionError | WireException e) {
            // Beside somebody who listens at every address nobody else could have bound this one.
            if (isOpen(THIRD, endpoint.getPort())) {
                throw bench.failed(expectation, "its port is open at " + SECOND + " and " + THIRD + " too");
            }
            throw bench.inconclusive(second + " is open, but does not answer as the subject does, so that it may be"
                    + " another program's: " + e.getMessage());
        }
        throw bench.failed(expectation, "it answers at " + second + " too");
    }

    /** Some systems have but one loopback address. */
    private static void requireSecondAddress(Bench bench) {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName(SECOND));
                Socket knocking = new Socket()) {
            knocking.connect(listener.getLocalSocketAddress(), KNOCK_MS);
        } catch (IOException e) {
            throw bench.notApplicable("this machine has no second loopback address " + SECOND + ": " + e.getMessage());
        }
    }

    private static boolean isOpen(String host, int port) {
        try (Socket knocking = new Socket()) {
            knocking.connect(new InetSocketAddress(host, port), KNOCK_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
