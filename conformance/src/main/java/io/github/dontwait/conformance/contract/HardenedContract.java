package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Capability.MAXMSGSIZE;
import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.WIRE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.NegativeSizes;
import io.github.dontwait.conformance.stimulus.ReservedFlags;
import io.github.dontwait.conformance.stimulus.ReservedRoutingIds;
import io.github.dontwait.conformance.stimulus.UnusualCase;

/** Rules that ZMTP has and stock libraries do not keep today: they run only when asked for. */
public interface HardenedContract extends Contract {

    @Rule(
            id = "WIRE-10",
            profile = EXCHANGE,
            says = "The names of READY's properties match without regard to case.",
            source = "37/ZMTP, Connection Metadata, \"names SHALL be case-insensitive\"",
            causes = {
                "libzmq and JeroMQ compare the names as they are written, and take a property in another case for an"
                        + " unknown one",
                "properties are kept in a map whose keys are compared octet by octet"
            },
            mutants = {
                "MatchesPropertyNamesExactly: knows Socket-Type and Identity in their usual case only",
                "NeedsTheTypeInItsUsualCase: refuses a peer whose Socket-Type is written otherwise",
                "OverlooksIdentityInAnotherCase: gives its holder an automatic routing id"
            },
            hardened = true)
    default void propertyNamesHaveNoCase(Bench bench) {
        UnusualCase.expectServedAsDealer(bench);
        UnusualCase.expectIllegalTypeUnserved(bench);
        UnusualCase.expectRoutingIdKept(bench);
    }

    @Rule(
            id = "WIRE-18",
            level = SHOULD,
            profile = WIRE,
            says = "A frame with a reserved flag, or a command with the flag MORE, is a protocol error: it closes the"
                    + " connection, and nothing of it is served.",
            source = "37/ZMTP, Framing, \"Bits 7-3 are reserved for future use and MUST be zero\"",
            causes = {
                "libzmq and JeroMQ look at the flags that they know and ignore the others",
                "the flags are taken apart without a look at whether the octet is a right one"
            },
            mutants = {
                "IgnoresReservedFlags: looks at the three flags that it knows",
                "TakesCommandsWithMore: looks at COMMAND alone"
            },
            hardened = true)
    default void reservedFlagsAreErrors(Bench bench) {
        ReservedFlags.expectRefused(bench);
    }

    @Rule(
            id = "WIRE-22",
            profile = EXCHANGE,
            says =
                    "A frame whose size has its highest bit set, followed by a disconnect, harms no other client; with a limit"
                            + " set, every frame above it closes the connection.",
            source = "37/ZMTP, Framing, \"0 to 2^63-1 octets\"; ZeroMQ manual, ZMQ_MAXMSGSIZE",
            causes = {
                "JeroMQ 0.6.0 loses its I/O thread by it, and every client hangs, with a limit or without one: give the"
                        + " socket an allocator that refuses such sizes (setMsgAllocator) before it binds",
                "a size of eight octets is read as a signed number, is below every limit, and makes an array of a negative"
                        + " size",
                "the error that one connection causes ends the thread that serves all of them",
                "the limit is compared with the lower 32 bits of a size"
            },
            mutants = {
                "DiesOfANegativeSize: makes an array of a negative size, and its I/O thread ends",
                "DiesWhenAGiantLeaves: bears the size, and not the end of such a connection",
                "LimitsTheLowerHalfOfASize: compares 32 bits of a size with its limit"
            },
            hardened = true,
            destructive = true,
            timed = true,
            fresh = true)
    default void aNegativeSizeHarmsNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        NegativeSizes.expectNobodyHarmed(bench, bystander);
        if (bench.declares(MAXMSGSIZE)) {
            NegativeSizes.expectLimitKept(bench);
        }
    }

    @Rule(
            id = "IDN-05",
            level = SHOULD,
            profile = WIRE,
            says = "An announced routing id that begins with the octet 0, or is longer than 255 octets, is refused.",
            source = "37/ZMTP, The Identity Property, \"The first octet of the Identity SHALL NOT be zero\"; man"
                    + " zmq_setsockopt, ZMQ_ROUTING_ID",
            causes = {
                "libzmq and JeroMQ take whatever a peer announces: a peer may take the automatic routing id of another one,"
                        + " which begins with 0 and is easily guessed",
                "only the own routing id is checked, where it is set"
            },
            mutants = {
                "TakesAnyRoutingId: does not look at what is announced",
                "TakesLongRoutingIds: looks at the first octet only",
                "TakesReservedRoutingIds: looks at the size only"
            },
            hardened = true)
    default void reservedRoutingIdsAreRefused(Bench bench) {
        ReservedRoutingIds.expectRefused(bench);
    }
}
