package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.util.List;
import java.util.Optional;

/** NULL: each side says READY. */
final class NullSteps implements Steps {

    @Override
    public List<Handshake.Turn> turns() {
        return List.of(new Handshake.Turn(true, Command.READY), new Handshake.Turn(false, Command.READY));
    }

    @Override
    public Command make(String name, Frame properties) {
        return new Command(name, properties);
    }

    @Override
    public Optional<Metadata> take(Command command) throws MalformedFrameException {
        return Optional.of(command.metadata());
    }
}
