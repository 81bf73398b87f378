package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.ProtocolFault;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Routers with PLAIN that let peers get round a step of its handshake. */
final class HandshakeStepFaults {

    private HandshakeStepFaults() {}

    /** Knows the credential, and never tells its socket. */
    @Kills(rule = "SEC-01", says = "outsider-1 (who speaks NULL) to be kept out")
    static final class ForgetsToBeAServer extends ModelService {

        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withCredential(null);
        }
    }

    /** Speaks to each peer as the peer likes. */
    @Kills(rule = "SEC-01", says = "outsider-1 (who speaks NULL) to be kept out")
    static final class IgnoresTheMechanismOfPeers extends MiniRouter {

        private final Set<Link> unsecured = new HashSet<>();
        private boolean isNull;

        @Override
        protected boolean acceptsMechanism(byte[] mechanism) {
            isNull = mechanism[0] == 'N';
            return true;
        }

        @Override
        protected void onGreeting(Link link) {
            if (isNull) {
                unsecured.add(link);
                sendCommand(link, "READY", encodeProperties(properties()));
            } else {
                super.onGreeting(link);
            }
        }

        @Override
        protected void onHandshakeCommand(Link link, String name, byte[] data) {
            if (unsecured.remove(link)) {
                onReady(link, parseProperties(data));
            } else {
                super.onHandshakeCommand(link, name, data);
            }
        }
    }

    /** Handles INITIATE whenever it comes. */
    @Kills(rule = "SEC-03", says = "who sends INITIATE instead of HELLO) to be kept out")
    static final class TakesStepsInAnyOrder extends MiniRouter {

        @Override
        protected void onMisstep(Link link, String name, byte[] data) {
            if (!name.equals("INITIATE")) {
                super.onMisstep(link, name, data);
            }
            onInitiate(link, data);
        }
    }

    /** Takes READY for what ends every handshake. */
    @Kills(rule = "SEC-03", says = "who sends READY instead of HELLO) to be kept out")
    static final class TakesReadyForInitiate extends MiniRouter {

        @Override
        protected void onMisstep(Link link, String name, byte[] data) {
            if (!name.equals("READY")) {
                super.onMisstep(link, name, data);
            }
            onInitiate(link, data);
        }
    }

    /** Hands on what is no command, handshake or not. */
    @Kills(rule = "SEC-03", says = "who sends a message instead of HELLO) to get no message")
    static final class HandsOnWhatComesEarly extends MiniRouter {

        @Override
        protected void onHandshakeFrame(Link link, int flags, byte[] body) {
            if ((flags & COMMAND) == 0) {
                onReady(link, Map.of());
                onPart(link, body, (flags & MORE) != 0);
            } else {
                super.onHandshakeFrame(link, flags, body);
            }
        }
    }

    /** Ignores what comes out of turn. */
    @Kills(rule = "SEC-03", says = "to be disconnected within")
    static final class ForgetsWhoSkipsSteps extends MiniRouter {

        @Override
        protected void onMisstep(Link link, String name, byte[] data) {}
    }

    /** Reads as many octets of HELLO as it declares; the index error ends its I/O thread. */
    @Kills(rule = "SEC-04", says = "witness")
    static final class TrustsTheLengthsOfHello extends MiniRouter {

        @Override
        protected byte[] shortText(byte[] data, int at) {
            byte[] text = new byte[data[at] & 0xff];
            System.arraycopy(data, at + 1, text, 0, text.length);
            return text;
        }

        @Override
        protected void onFailure(Link link, Throwable why) {
            if (why instanceof IndexOutOfBoundsException fault) {
                throw fault;
            }
            super.onFailure(link, why);
        }
    }

    /** Takes what it cannot read for a right one. */
    @Kills(rule = "SEC-04", says = "who declares a user name of 255 octets and sends 5) to be kept out")
    static final class LetsInWhomItCannotRead extends MiniRouter {

        @Override
        protected void onHello(Link link, byte[] data) {
            try {
                super.onHello(link, data);
            } catch (ProtocolFault e) {
                welcome(link);
            }
        }
    }
}
