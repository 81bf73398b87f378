package io.github.dontwait.testkit.wire;

import static java.util.Objects.requireNonNull;

import io.github.dontwait.testkit.message.Frame;

/** What the codec promises of any octets, and what is said when it does not keep that. */
final class CodecPromise {

    private CodecPromise() {}

    static void same(Frame written, Frame read) {
        require(written.equals(read), "written " + written + ", read " + read);
    }

    static void require(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError(problem);
        }
    }

    /** A question that a command may answer by saying that it is malformed. */
    interface Question {
        void ask() throws MalformedFrameException;
    }

    static void ask(Question question) {
        try {
            question.ask();
        } catch (MalformedFrameException e) {
            require(requireNonNull(e.getMessage()).contains(", at octet "), "an exception that does not say where");
        }
    }
}
