package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.List;
import java.util.Optional;

/** The client's side of PLAIN. */
final class PlainClientSteps implements Steps {

    private final Mechanism.Plain plain;

    PlainClientSteps(Mechanism.Plain plain) {
        this.plain = plain;
    }

    @Override
    public List<Handshake.Turn> turns() {
        return Steps.four(false);
    }

    @Override
    public Command make(String name, Frame properties) {
        return name.equals(Command.HELLO)
                ? Command.hello(plain.username(), plain.password())
                : new Command(name, properties);
    }

    @Override
    public Optional<Metadata> take(Command command) throws MalformedFrameException {
        if (command.isNamed(Command.READY)) {
            return Optional.of(command.metadata());
        }
        if (!command.data().isEmpty()) {
            throw new MalformedFrameException("a WELCOME of PLAIN with octets behind its name", 0, command.data());
        }
        return Optional.empty();
    }
}
