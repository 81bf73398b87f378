package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Reports the receive that the stop interrupted as Python does. */
@Kills(rule = "SHD-10", says = "KeyboardInterrupt")
final class ComplainsOfItsStop extends ModelClient {

    @Override
    protected void disconnect() {
        super.disconnect();
        if (isStopping()) {
            print(Stream.ERR, "Traceback (most recent call last):");
            print(Stream.ERR, "  File \"client.py\", line 90, in receive");
            print(Stream.ERR, "KeyboardInterrupt");
        }
    }
}
