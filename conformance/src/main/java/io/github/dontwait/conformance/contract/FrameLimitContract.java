package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.MAXMSGSIZE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.FrameLimit;

/** Rules: how large a frame may be. */
public interface FrameLimitContract extends Contract {

    @Rule(
            id = "ENV-09",
            profile = FULL,
            says =
                    "The size limit asked for holds for each frame: one of exactly that many octets passes, a peer that sends or"
                            + " declares one octet more is disconnected unserved, and others are served.",
            source = "subject contract, Starting, DONTWAIT_MAXMSGSIZE; 37/ZMTP, Security Considerations",
            causes = {
                "DONTWAIT_MAXMSGSIZE is read and never given to the socket (ZMQ_MAXMSGSIZE; JeroMQ: setMaxMsgSize), or given"
                        + " after the bind, when it comes too late",
                "the frame is compared with >= instead of >, or the limit is rounded to a size of buffers",
                "the frames of a message are added up: the limit is one of frames, a message may be larger",
                "the size is looked at when the whole frame has come, not when its header has",
                "a frame that is too large is dropped, and its peer kept"
            },
            mutants = {
                "KnowsNoLimit: takes frames of any size",
                "RefusesTheLargestFrame: takes a frame of exactly the limit for too large",
                "AddsFramesUp: holds the limit against a whole message",
                "LooksAtLongFramesOnly: checks a size of eight octets and never one of a single octet",
                "WaitsForTheWholeGiant: looks at the size of a frame when all of it has come"
            },
            needs = MAXMSGSIZE,
            rung = PROCESS)
    default void theFrameLimitHolds(Bench bench) throws InterruptedException {
        new FrameLimit(bench).play();
    }
}
