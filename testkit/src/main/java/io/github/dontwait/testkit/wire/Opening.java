package io.github.dontwait.testkit.wire;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a wire peer opens its connection: the two greetings, then the steps of a mechanism in turn. */
final class Opening {

    private final WirePeer peer;
    private final Inbox inbox;
    private final Outbox outbox;
    private final boolean isAccepted;
    private @Nullable Greeting peerGreeting;
    private @Nullable Metadata peerMetadata;

    Opening(WirePeer peer, Inbox inbox, Outbox outbox, boolean isAccepted) {
        this.peer = peer;
        this.inbox = inbox;
        this.outbox = outbox;
        this.isAccepted = isAccepted;
    }

    /** What the other side's greeting said; null before it came. */
    @Nullable
    Greeting peerGreeting() {
        return peerGreeting;
    }

    /** What the other side's READY or INITIATE said; null before it came. */
    @Nullable
    Metadata peerMetadata() {
        return peerMetadata;
    }

    Greeting takeGreeting() {
        Greeting greeting =
                Greeting.of(inbox.takeOctets(Greeting.SIZE, peer.timeouts().arrival(), "a greeting"));
        peerGreeting = greeting;
        return greeting;
    }

    /** Sends the signature, and the rest when the other's signature has come. */
    Greeting exchangeGreetings(Greeting greeting) {
        byte[] octets = greeting.octets();
        outbox.write(Arrays.copyOfRange(octets, 0, Greeting.SIGNATURE_SIZE));
        inbox.awaitOctets(Greeting.SIGNATURE_SIZE, peer.timeouts().arrival(), "a greeting");
        outbox.write(Arrays.copyOfRange(octets, Greeting.SIGNATURE_SIZE, Greeting.SIZE));
        return takeGreeting();
    }

    /** All of it, done rightly. */
    Handshake handshake(WireOptions options) {
        Handshake handshake = Handshake.of(peer.name(), options);
        greet(handshake, options);
        converse(handshake, null);
        peerMetadata = handshake.metadata();
        return handshake;
    }

    /** All of it up to a step that is done wrongly. */
    void handshake(WireOptions options, Misstep misstep) {
        Handshake handshake = Handshake.of(peer.name(), options);
        handshake.requireStep(misstep.step());
        misstep.properties().ifPresent(handshake::sayProperties);
        greet(handshake, options);
        converse(handshake, misstep);
    }

    private void greet(Handshake handshake, WireOptions options) {
        Greeting greeting;
        if (isAccepted) {
            greeting = exchangeGreetings(options.greeting());
        } else {
            outbox.write(options.greeting().octets());
            greeting = takeGreeting();
        }
        // Nothing else before it: a library may close a connection that runs ahead of its own greeting.
        handshake.check(greeting);
    }

    /** Takes its turns until all is said, or the misstep is done. */
    private void converse(Handshake handshake, @Nullable Misstep misstep) {
        while (!handshake.isDone()) {
            for (Optional<Command> ours = handshake.next(); ours.isPresent(); ours = handshake.next()) {
                if (misstep != null && misstep.isAt(ours.get())) {
                    outbox.send(misstep.octets(ours.get()), misstep.toString());
                    return;
                }
                outbox.write(FrameCodec.encode(ours.get().frame()));
            }
            handshake.requireAgreement();
            if (!handshake.isDone()) {
                handshake.take(inbox.takeFrame(peer.timeouts().arrival(), handshake.wanted()));
            }
        }
    }
}
