package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.MalformedHandshakes;
import io.github.dontwait.conformance.stimulus.SecondAddress;

/** Rules: what strangers can reach, and what they cannot bring to a stop. */
public interface SecurityContract extends Contract {

    @Rule(
            id = "SEC-06",
            profile = EXCHANGE,
            says =
                    "Malformed handshakes, 200 in a row, and a hundred that stop half way and stay do not keep it from serving"
                            + " the peers it has, and new ones.",
            source =
                    "37/ZMTP, Security Considerations; subject contract, \"Nothing that a peer sends stops the subject\"",
            causes = {
                "a size, a version or a name is used before it is checked: the error ends the thread that serves all peers",
                "a connection that failed in its handshake still counts in a limit, or its descriptor is never closed",
                "handshakes take turns, or only so many may be under way: those that stopped keep the others out",
                "an error in the accept loop ends it: nobody new is let in"
            },
            mutants = {
                "DiesOfAForeignGreeting: takes the first octet for a size that it does not check",
                "CountsFailedHandshakes: never gives back the place of a handshake that failed",
                "LimitsOpenHandshakes: begins no handshake while 64 others are under way",
                "TrustsPropertySizes: an index error ends its I/O thread"
            })
    default void malformedHandshakesDoNotStopIt(Bench bench) {
        new MalformedHandshakes(bench).play();
    }

    @Rule(
            id = "SEC-09",
            profile = EXCHANGE,
            says =
                    "It binds the address it was given and no other: its port is closed at a second address of the machine.",
            source = "subject contract, Starting, DONTWAIT_ENDPOINT; 37/ZMTP, NULL, \"no authentication\"",
            causes = {
                "only the port is taken from the endpoint, and the bind says tcp://*:PORT or 0.0.0.0, as many examples do",
                "the host is replaced by a wildcard so that the program works in a container: let its settings say that",
                "the program binds a second endpoint besides, left over from an experiment"
            },
            mutants = {
                "BindsEveryAddress: takes the port only, and listens at all addresses",
                "BindsTheLoopbackBesides: listens at a second loopback address too"
            },
            rung = PROCESS)
    default void noOtherAddressIsBound(Bench bench) {
        SecondAddress.expectClosed(bench);
    }
}
