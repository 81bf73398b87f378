package io.github.dontwait.testkit.wire;

/** What one side of a NULL handshake requires of the other. */
final class Handshake {

    private final String name;
    private final WireOptions options;

    Handshake(String name, WireOptions options) {
        this.name = name;
        this.options = options;
    }

    void check(Greeting greeting) {
        if (!greeting.hasSignature() || greeting.major() < 3) {
            throw new WireException.ProtocolViolation(
                    name + " wanted a greeting of ZMTP 3, but got 0x" + greeting.hex());
        }
        String wanted = options.mechanism().name();
        if (!greeting.mechanism().equals(wanted)) {
            throw new WireException.ProtocolViolation(name + " wanted the mechanism " + wanted
                    + ", but the other side's greeting says \"" + greeting.mechanism() + "\"");
        }
    }

    Metadata check(WireFrame frame) {
        if (!frame.isCommand()) {
            throw new WireException.ProtocolViolation(name + " wanted READY, but got a part of a message: " + frame);
        }
        try {
            Command command = Command.parse(frame.body());
            if (command.isNamed(Command.READY)) {
                return command.metadata();
            }
            if (command.isNamed(Command.ERROR)) {
                throw new WireException.ProtocolViolation(
                        name + " wanted READY, but was refused with ERROR \"" + command.reason() + "\"");
            }
            throw new WireException.ProtocolViolation(name + " wanted READY, but got " + command);
        } catch (MalformedFrameException e) {
            throw new WireException.ProtocolViolation(
                    name + " wanted READY, but got a malformed command: " + e.getMessage(), e);
        }
    }
}
