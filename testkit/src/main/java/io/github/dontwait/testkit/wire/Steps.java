package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.List;
import java.util.Optional;

/** What one mechanism makes and understands on one side, in which order. */
interface Steps {

    /** The reason of an ERROR that keeps somebody out for good, as a ZAP handler says it. */
    String NOT_ALLOWED = "400";

    /** The commands of both sides in order. */
    List<Handshake.Turn> turns();

    /** The right command of this name, with these properties if it carries any. */
    Command make(String name, Frame properties);

    /** Takes the other side's command; what it says of its properties, if it does. */
    Optional<Metadata> take(Command command) throws MalformedFrameException;

    /** Why the other side may not come in; empty as long as nothing is known against it. */
    default Optional<String> refusal() {
        return Optional.empty();
    }

    /** Who the other side says it is. */
    default String peer() {
        return "the other side";
    }

    /** What seals the frames that follow. */
    default Optional<CurveTraffic> traffic() {
        return Optional.empty();
    }

    static Steps of(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Plain plain) {
            return new PlainClientSteps(plain);
        }
        if (mechanism instanceof Mechanism.PlainServer server) {
            return new PlainServerSteps(server);
        }
        if (mechanism instanceof Mechanism.Curve curve) {
            return new CurveClientSteps(curve);
        }
        if (mechanism instanceof Mechanism.CurveServer server) {
            return new CurveServerSteps(server);
        }
        return new NullSteps();
    }

    /** HELLO, WELCOME, INITIATE, READY, every other one of this side. */
    static List<Handshake.Turn> four(boolean isServer) {
        return List.of(
                new Handshake.Turn(!isServer, Command.HELLO),
                new Handshake.Turn(isServer, Command.WELCOME),
                new Handshake.Turn(!isServer, Command.INITIATE),
                new Handshake.Turn(isServer, Command.READY));
    }
}
