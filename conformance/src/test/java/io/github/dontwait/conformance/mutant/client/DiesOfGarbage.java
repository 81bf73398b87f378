package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniDealer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the error of a server's greeting reach the application, which ends of it. */
@Kills(rule = "CLI-12", says = "where the server sends what is no ZMTP")
final class DiesOfGarbage extends MiniDealer {

    private volatile @Nullable Throwable fault;

    @Override
    protected void onFailure(Link link, Throwable why) {
        if (link.phase() == Link.Phase.GREETING) {
            fault = why;
            wakeup();
        }
        super.onFailure(link, why);
    }

    @Override
    public @Nullable List<byte[]> receive() {
        Throwable found = fault;
        if (found != null) {
            throw new IllegalStateException("the server speaks no ZMTP", found);
        }
        return super.receive();
    }
}
