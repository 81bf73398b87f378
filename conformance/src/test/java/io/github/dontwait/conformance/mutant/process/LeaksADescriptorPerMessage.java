package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;

/** Opens something for every twentieth message and never closes it. */
@Kills(rule = "REC-08", says = "its open descriptors")
final class LeaksADescriptorPerMessage extends ModelService {

    private final List<Pipe> open = new ArrayList<>();
    private int messages;

    @Override
    protected void onMessage(Incoming message) {
        try {
            if (messages++ % 20 == 0) {
                open.add(Pipe.open());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.onMessage(message);
    }
}
