package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.List;
import java.util.Optional;

/** The server's side of CURVE. */
final class CurveServerSteps implements Steps {

    private final Mechanism.CurveServer curve;
    private final CurveServer server;
    private boolean isRefused;

    CurveServerSteps(Mechanism.CurveServer curve) {
        this.curve = curve;
        this.server = CurveServer.of(curve.keys());
    }

    @Override
    public List<Handshake.Turn> turns() {
        return Steps.four(true);
    }

    @Override
    public Command make(String name, Frame properties) {
        return name.equals(Command.WELCOME) ? server.welcome() : server.ready(properties);
    }

    @Override
    public Optional<Metadata> take(Command command) throws MalformedFrameException {
        if (command.isNamed(Command.HELLO)) {
            server.hello(command);
            return Optional.empty();
        }
        Metadata said = server.initiate(command);
        isRefused = !curve.allows().test(server.clientKey());
        return Optional.of(said);
    }

    @Override
    public Optional<String> refusal() {
        return isRefused ? Optional.of(NOT_ALLOWED) : Optional.empty();
    }

    @Override
    public String peer() {
        return "the client with the key " + server.clientKey();
    }

    @Override
    public Optional<CurveTraffic> traffic() {
        return Optional.of(server.traffic());
    }
}
