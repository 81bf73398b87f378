package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.Metadata;
import java.time.Duration;

/** Peers whose READY writes the names of its properties in another case than usual. */
public final class UnusualCase {

    private UnusualCase() {}

    /** Requires that a DEALER is served however it writes Socket-Type. */
    public static void expectServedAsDealer(Bench bench) {
        for (String name : new String[] {"socket-type", "SOCKET-TYPE", "sOcKeT-tYpE"}) {
            Stranger dealer = come(bench, "dealer", Metadata.none().with(name, "DEALER"));
            dealer.expectReady();
            dealer.expectEcho(Message.of("case", name));
        }
    }

    /** Requires that a peer of an illegal type is not served, however it writes Socket-Type. */
    public static void expectIllegalTypeUnserved(Bench bench) {
        Stranger illegal = come(bench, "illegal", Metadata.none().with("socket-type", "SUB"));
        if (illegal.isLetIn(bench.timeouts().arrival())) {
            illegal.tell(Message.of("for you?", "yes"));
        }
        Peer witness = bench.dealer("witness");
        for (int i = 0; i < 5; i++) {
            Message request = Message.of("witness", Integer.toString(i));
            witness.send(request);
            witness.expect(request);
        }
        illegal.awaitEndOrMessage(bench.timeouts().silence());
        illegal.expectUnserved("its socket type may not talk to a ROUTER");
    }

    /** Requires that a routing id is one, however the peer writes Identity. */
    public static void expectRoutingIdKept(Bench bench) {
        Frame id = bench.routingId("holder").frame();
        Metadata type = Metadata.none().with(Metadata.SOCKET_TYPE, "DEALER");
        Stranger holder = come(bench, "holder", type.with("identity", id));
        holder.expectReady();
        if (bench.declares(Capability.WHOAMI)) {
            holder.tell(Message.of("$whoami"));
            holder.expect(Message.of(Frame.text("$whoami"), id));
            return;
        }
        holder.expectEcho(Message.of("first"));
        Stranger second = come(bench, "second", type.with("IDENTITY", id));
        Duration window = bench.timeouts().silence();
        if (second.isLetIn(bench.timeouts().arrival()) && isServed(second, window) && isServed(holder, window)) {
            throw second.failed(
                    "to share one routing id with another peer that wrote it as \"identity\", so that one of them is served",
                    "both are served, each under an id of its own");
        }
    }

    private static boolean isServed(Stranger stranger, Duration window) {
        stranger.tell(Message.of("and me?"));
        return stranger.wire().pollMessage(window).isPresent();
    }

    /** Greets and says READY; what the subject says to that is still to come. */
    private static Stranger come(Bench bench, String name, Metadata metadata) {
        Stranger stranger = Stranger.connect(bench, name).described("whose READY says " + metadata);
        stranger.greet();
        stranger.tell(Command.ready(metadata));
        return stranger;
    }
}
