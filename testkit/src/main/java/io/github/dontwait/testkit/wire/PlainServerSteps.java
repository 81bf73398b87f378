package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The server's side of PLAIN. */
final class PlainServerSteps implements Steps {

    private final Mechanism.PlainServer plain;
    private String username = "";
    private boolean isRefused;

    PlainServerSteps(Mechanism.PlainServer plain) {
        this.plain = plain;
    }

    @Override
    public List<Handshake.Turn> turns() {
        return Steps.four(true);
    }

    @Override
    public Command make(String name, Frame properties) {
        return name.equals(Command.WELCOME) ? Command.welcome() : new Command(name, properties);
    }

    @Override
    public Optional<Metadata> take(Command command) throws MalformedFrameException {
        if (command.isNamed(Command.INITIATE)) {
            return Optional.of(command.metadata());
        }
        Frame data = command.data();
        int userEnd = endOfText(data, 0, "user name");
        int passwordEnd = endOfText(data, userEnd, "password");
        if (passwordEnd != data.size()) {
            throw new MalformedFrameException(
                    "a HELLO of PLAIN with octets behind the password", passwordEnd, sizeOf(data));
        }
        username = text(data, 0, userEnd);
        isRefused = !plain.allows().test(username, text(data, userEnd, passwordEnd));
        return Optional.empty();
    }

    private static int endOfText(Frame data, int start, String what) throws MalformedFrameException {
        if (start >= data.size() || start + 1 + data.octetAt(start) > data.size()) {
            throw new MalformedFrameException("a HELLO of PLAIN whose " + what + " does not fit", start, sizeOf(data));
        }
        return start + 1 + data.octetAt(start);
    }

    /** Instead of the octets themselves: a password may be among them. */
    private static Frame sizeOf(Frame data) {
        return Frame.text(data.size() + " octets, not shown");
    }

    private static String text(Frame data, int start, int end) {
        return new String(data.slice(start + 1, end).octets(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public Optional<String> refusal() {
        return isRefused ? Optional.of(NOT_ALLOWED) : Optional.empty();
    }

    @Override
    public String peer() {
        return "the user \"" + username + "\"";
    }
}
