package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ProtocolFault;

/** Routers that hold a limit of frames wrongly. */
final class FrameLimitFaults {

    private FrameLimitFaults() {}

    /** Was told a limit, and never looks at it. */
    @Kills(rule = "ENV-09", says = "greedy-1 (who sent a frame of 201 octets")
    static final class KnowsNoLimit extends MiniRouter {

        @Override
        protected void checkSize(Link link, long size) {}
    }

    /** Takes the limit for the first size that is too large. */
    @Kills(rule = "ENV-09", says = "modest")
    static final class RefusesTheLargestFrame extends MiniRouter {

        @Override
        protected void checkSize(Link link, long size) {
            super.checkSize(link, size + 1);
        }
    }

    /** Holds the limit against all frames of a message together. */
    @Kills(rule = "ENV-09", says = "modest")
    static final class AddsFramesUp extends MiniRouter {

        @Override
        protected void checkSize(Link link, long size) {
            super.checkSize(
                    link,
                    size + link.parts().stream().mapToInt(part -> part.length).sum());
        }
    }

    /** Was made when only sizes of eight octets could be too large. */
    @Kills(rule = "ENV-09", says = "greedy-1 (who sent a frame of 201 octets where")
    static final class LooksAtLongFramesOnly extends MiniRouter {

        private int flags;

        @Override
        protected void checkFlags(Link link, int octet) {
            flags = octet;
            super.checkFlags(link, octet);
        }

        @Override
        protected void checkSize(Link link, long size) {
            if ((flags & LONG) != 0) {
                super.checkSize(link, size);
            }
        }
    }

    /** Looks at the size of a frame when the last of its octets has come. */
    @Kills(rule = "ENV-09", says = "greedy-4 (who sent the beginning of a frame of 1 GiB")
    static final class WaitsForTheWholeGiant extends MiniRouter {

        @Override
        protected void checkSize(Link link, long size) {}

        @Override
        protected void onFrame(Link link, int flags, byte[] body) {
            if (body.length > options().maxFrame()) {
                throw new ProtocolFault("a frame of " + body.length + " octets");
            }
            super.onFrame(link, flags, body);
        }
    }
}
