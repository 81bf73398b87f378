package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Services that declare stdin and do not stop in order when it ends. */
final class InputFaults {

    private InputFaults() {}

    /** Declares stdin. */
    abstract static class DeclaresInput extends ModelService {
        @Override
        protected Set<String> capabilities() {
            Set<String> words = new HashSet<>(super.capabilities());
            words.add("stdin");
            return words;
        }
    }

    @Kills(rule = "SHD-23", says = "whose standard input has ended")
    static final class IgnoresItsInput extends DeclaresInput {}

    @Kills(rule = "SHD-23", says = "exit code 3")
    static final class DiesOfItsInput extends DeclaresInput {
        @Override
        protected int run() throws IOException {
            Thread reader = new Thread(this::awaitEnd, "model-input");
            reader.setDaemon(true);
            reader.start();
            return super.run();
        }

        private void awaitEnd() {
            try {
                while (System.in.read() >= 0) {
                    // Whatever comes, only the end counts.
                }
            } catch (IOException e) {
                die(4);
            }
            die(3);
        }
    }
}
