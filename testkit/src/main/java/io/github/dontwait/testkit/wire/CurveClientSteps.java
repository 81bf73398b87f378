package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.List;
import java.util.Optional;

/** The client's side of CURVE. */
final class CurveClientSteps implements Steps {

    private final CurveClient client;

    CurveClientSteps(Mechanism.Curve curve) {
        this.client = CurveClient.of(curve.keys(), curve.serverKey());
    }

    @Override
    public List<Handshake.Turn> turns() {
        return Steps.four(false);
    }

    @Override
    public Command make(String name, Frame properties) {
        return name.equals(Command.HELLO) ? client.hello() : client.initiate(properties);
    }

    @Override
    public Optional<Metadata> take(Command command) throws MalformedFrameException {
        if (command.isNamed(Command.READY)) {
            return Optional.of(client.ready(command));
        }
        client.welcome(command);
        return Optional.empty();
    }

    @Override
    public Optional<CurveTraffic> traffic() {
        return Optional.of(client.traffic());
    }
}
