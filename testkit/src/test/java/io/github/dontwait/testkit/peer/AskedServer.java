package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;

/** A fake server and the clients that ask it. The transcript is the server's. */
final class AskedServer implements AutoCloseable {

    private final Transcript transcript = Transcript.begin();
    private final Peers servers = Peers.listening(transcript, Timeouts.standard());
    private final FakeServer server = servers.fakeServer("server");
    private final Peers clients = Peers.to(server.endpoint(), Transcript.none(), Timeouts.standard());

    Transcript transcript() {
        return transcript;
    }

    FakeServer server() {
        return server;
    }

    Peers clients() {
        return clients;
    }

    /** The DEALER alice, who has sent these requests. */
    Peer alice(String... requests) {
        Peer alice = clients.dealer("alice");
        for (String request : requests) {
            alice.send(request);
        }
        return alice;
    }

    @Override
    public void close() {
        clients.close();
        servers.close();
    }
}
