package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Routers that let what goes wrong in handshakes cost others theirs. */
final class HandshakeLimitFaults {

    private HandshakeLimitFaults() {}

    /** Takes the first octet of a greeting for a size, and reads further than there are octets; the error ends its I/O thread. */
    @Kills(rule = "SEC-06", says = "malformed")
    static final class DiesOfAForeignGreeting extends MiniRouter {

        @Override
        protected boolean acceptsSignature(byte[] greeting) {
            if (greeting[0] != (byte) 0xff) {
                throw new ArrayIndexOutOfBoundsException(greeting[0]);
            }
            return super.acceptsSignature(greeting);
        }

        @Override
        protected void onFailure(Link link, Throwable why) {
            if (why instanceof IndexOutOfBoundsException fault) {
                throw fault;
            }
            super.onFailure(link, why);
        }
    }

    /** Lets 150 handshakes be under way, and never counts one as over that has failed. */
    @Kills(rule = "SEC-06", says = "newcomer-")
    static final class CountsFailedHandshakes extends MiniRouter {

        private static final int MOST = 150;
        private int underWay;

        @Override
        protected void onAccepted(SocketChannel channel) throws IOException {
            if (underWay >= MOST) {
                channel.close();
                return;
            }
            underWay++;
            super.onAccepted(channel);
        }

        @Override
        protected void onEstablished(Link link) {
            underWay--;
            super.onEstablished(link);
        }
    }

    /** Begins no handshake while 64 others are under way. */
    @Kills(rule = "SEC-06", says = "newcomer-beside-malformed-1")
    static final class LimitsOpenHandshakes extends MiniRouter {

        private static final int MOST = 64;
        private final Set<Link> underWay = new HashSet<>();
        private final Deque<SocketChannel> waiting = new ArrayDeque<>();

        @Override
        protected void onAccepted(SocketChannel channel) throws IOException {
            underWay.removeIf(link -> !link.isOpen() || link.phase() == Link.Phase.TRAFFIC);
            if (underWay.size() >= MOST) {
                waiting.add(channel);
                return;
            }
            underWay.add(adopt(channel));
        }
    }
}
