package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectProcess;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Declarations;
import io.github.dontwait.conformance.stimulus.EmptySettings;
import io.github.dontwait.conformance.stimulus.Samples;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.wire.Timeouts;
import java.util.List;

/** Rules: what the settings of a service change, and what they do not. */
public interface SettingsContract extends Contract {

    @Rule(
            id = "SHD-21",
            profile = FULL,
            says =
                    "It declares the same capabilities at every start, with and without DONTWAIT_CONTRACT, whatever it is told.",
            source = "subject contract, Starting (the list of capabilities is the same at every start)",
            causes = {
                "the list is made of what is switched on; it is to be made of what can be switched on",
                "without DONTWAIT_CONTRACT the verbs are switched off, and left out of READY, too"
            },
            mutants = {
                "DeclaresVerbsOnDemand: declares its verbs only where DONTWAIT_CONTRACT is set",
                "DeclaresLessWhenTold: leaves a capability out when its setting is given"
            },
            rung = PROCESS)
    default void itDeclaresTheSameAtEveryStart(Bench bench) throws InterruptedException {
        Declarations declarations = Declarations.of(bench, "its first start", bench.subject());
        declarations.requireSame(
                "a start without DONTWAIT_CONTRACT",
                bench.start(settings -> settings.without(SubjectSettings.CONTRACT)));
        declarations.requireSame("a start with other settings", bench.start(settings -> {
            SubjectSettings told = settings.with(SubjectSettings.LINGER_MS, 500);
            if (bench.declares(Capability.HEARTBEAT)) {
                told = told.with(SubjectSettings.HEARTBEAT_MS, 1_000);
            }
            if (bench.declares(Capability.HWM)) {
                told = told.with(SubjectSettings.HWM, 500);
            }
            return bench.declares(Capability.MAXMSGSIZE) ? told.with(SubjectSettings.MAXMSGSIZE, 1_000_000) : told;
        }));
    }

    @Rule(
            id = "ENV-14",
            profile = FULL,
            says = "Without DONTWAIT_CONTRACT there are no verbs: their words are echoed like any others.",
            source = "subject contract, Starting (DONTWAIT_CONTRACT)",
            causes = {
                "the verbs are part of the service instead of its adapter: whoever may send to it can have it sleep or fail",
                "the variable is read and not looked at"
            },
            mutants = {
                "ObeysVerbsAlways: obeys verbs whether DONTWAIT_CONTRACT is set or not",
                "RefusesVerbsUnasked: answers them with an error where DONTWAIT_CONTRACT is not set"
            },
            rung = PROCESS)
    default void verbsExistOnlyUnderTheContract(Bench bench) throws InterruptedException {
        RunningSubject plain = bench.start(settings -> settings.without(SubjectSettings.CONTRACT));
        Peer peer = bench.peersOf(plain).dealer("outsider");
        for (String verb : List.of("$fail", "$stats", "$whoami", "$work", "$defer")) {
            for (Message request : List.of(
                    Message.of(verb), Message.of(verb, "1"), Message.of("", verb, "1"), Message.of(verb, "soon"))) {
                peer.send(request);
                peer.expect(request);
            }
        }
    }

    @Rule(
            id = "SHD-22",
            profile = FULL,
            says = "A variable with an empty value counts as absent.",
            source = "subject contract, Starting",
            causes = {
                "it is only asked whether the variable is there; ask whether its value is empty, too",
                "the empty text is given to a parser of numbers"
            },
            mutants = {
                "RefusesEmptyValues: takes an empty number for one that cannot be used",
                "TakesEmptyForSet: takes an empty DONTWAIT_CONTRACT for a set one"
            },
            rung = PROCESS)
    default void emptyCountsAsAbsent(Bench bench) throws InterruptedException {
        RunningSubject started = EmptySettings.start(bench);
        Peer peer = bench.peersOf(started).dealer("alice");
        for (Message request : List.of(Message.of("served"), Message.of("$stats"), Message.of("$fail"))) {
            peer.send(request);
            peer.expect(request);
        }
    }

    @Rule(
            id = "SHD-23",
            profile = FULL,
            needs = Capability.STDIN,
            says =
                    "The end of its standard input is a stop request: it stops in order, says STOPPED, and exits with code 0.",
            source = "subject contract, Saying what it is (stdin) and Stopping",
            causes = {
                "stdin is declared, and nobody reads it",
                "the thread that reads it ends the process at once, past the orderly stop",
                "the end of the input is seen only when something was read before"
            },
            mutants = {
                "IgnoresItsInput: declares stdin and does not look at it",
                "DiesOfItsInput: ends at once, with another code"
            },
            rung = PROCESS,
            java = false)
    default void theEndOfItsInputStopsIt(Bench bench) throws InterruptedException {
        RunningSubject started = bench.start(settings -> settings);
        Peer peer = bench.peersOf(started).dealer("alice");
        peer.send("before the stop");
        peer.expect("before the stop");
        if (!started.process().map(SubjectProcess::closeInput).orElse(false)) {
            throw bench.notApplicable("the suite does not hold the subject's standard input");
        }
        bench.note("its standard input was ended");
        RunningSubject.Exit exit = bench.expectExit(started, "the subject whose standard input has ended");
        boolean hasSaidSo = started.output()
                .map(output ->
                        output.lines().stream().anyMatch(line -> line.text().equals("STOPPED")))
                .orElse(true);
        if (!hasSaidSo) {
            throw bench.failed("STOPPED before the end, " + exit, "no such line came");
        }
    }

    @Rule(
            id = "ENV-15",
            profile = FULL,
            says = "Where no limit is told, a frame of 32 MiB is accepted and comes back.",
            source = "subject contract, Starting (DONTWAIT_MAXMSGSIZE: the subject's choice, at least 32 MiB)",
            causes = {
                "a limit of the program's own below that: ZMQ_MAXMSGSIZE, a buffer, a heap that is too small",
                "the limit is compared with the whole message, its head included"
            },
            mutants = {
                "AcceptsSixteenMegabytes: disconnects whoever sends a larger frame",
                "AcceptsAnOctetTooFew: takes its limit for the first size that is too large"
            })
    default void framesOfThirtyTwoMegabytesComeBack(Bench bench) {
        // The usual patience is for small messages; this one is copied many times, and on some machines slowly.
        Timeouts patient =
                bench.timeouts().withArrival(bench.timeouts().arrival().multipliedBy(6));
        Peer peer = bench.own(Peers.to(bench.subject().endpoint(), bench.transcript(), patient))
                .peer(PeerOptions.dealer("large")
                        .withRoutingId(bench.routingId("large"))
                        .unrecorded());
        Message request = Message.of(Frame.text("32 MiB"), Samples.body(32 << 20));
        peer.send(request);
        peer.expect(request);
        bench.expectNothingElse(peer);
    }
}
