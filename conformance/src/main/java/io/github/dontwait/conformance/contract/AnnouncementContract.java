package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.EXCHANGE;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Access;
import io.github.dontwait.conformance.stimulus.LastWord;
import io.github.dontwait.conformance.stimulus.Ports;
import io.github.dontwait.conformance.stimulus.UnusableSettings;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import java.util.Map;
import java.util.Optional;

/** Rules: what the subject says of itself is true: READY, STOPPED, and that it cannot use a setting. */
public interface AnnouncementContract extends Contract {

    @Rule(
            id = "SHD-12",
            profile = EXCHANGE,
            says = "READY is true: a connection made at that moment is accepted and served at the endpoint it names.",
            source = "subject contract, Saying what it is",
            causes = {
                "READY is printed before the bind",
                "where port * was asked for, the line repeats the * instead of the port that was bound",
                "READY is printed long before the loop begins to turn"
            },
            mutants = {
                "ReadyBeforeBind: says READY first and binds later",
                "RepeatsTheWildcard: names the port that was asked for"
            },
            rung = PROCESS,
            ready = true)
    default void readyIsTrue(Bench bench) throws InterruptedException {
        RunningSubject started = bench.start(settings -> settings);
        served(bench, started, "first");
        // The port of a container has to be known before it is published.
        if (bench.introduction().profile() == Profile.FULL && bench.subject().bindsItsEndpoint()) {
            RunningSubject wildcard =
                    bench.start(settings -> settings.with(SubjectSettings.ENDPOINT, "tcp://127.0.0.1:*"));
            if (!wildcard.endpoint().matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]{0,4}")) {
                throw bench.failed(
                        "READY to name the port that was bound where tcp://127.0.0.1:* was asked for",
                        "it named " + wildcard.endpoint());
            }
            served(bench, wildcard, "second");
        }
    }

    private static void served(Bench bench, RunningSubject subject, String name) {
        Peer peer = bench.peersOf(subject).dealer(name);
        peer.send("ping");
        peer.expect("ping");
    }

    @Rule(
            id = "SHD-13",
            profile = EXCHANGE,
            says =
                    "STOPPED is the last line of its standard output, behind its last reply, and its end follows within one"
                            + " second.",
            source = "subject contract, Saying what it is; Stopping, 2 to 4",
            causes = {
                "no line is printed, or it is not flushed before the exit",
                "something is logged to standard output after it",
                "STOPPED is printed before the socket and the context are closed, and closing takes long",
                "STOPPED is printed when the loop has ended, and what it still owes is sent after that"
            },
            mutants = {
                "StopsSilently: never says STOPPED",
                "TalksAfterStopped: logs another line behind STOPPED",
                "SaysStoppedBeforeItsLastReply: prints STOPPED when its loop ends, and then sends deferred replies",
                "SaysStoppedEarly: prints STOPPED long before its end"
            },
            rung = PROCESS,
            java = false,
            ready = true,
            fresh = true,
            timed = true)
    default void stoppedIsItsLastWord(Bench bench) throws InterruptedException {
        Peer patient = bench.dealer("patient");
        boolean defers = bench.declares(Capability.DEFER);
        if (defers) {
            patient.send("$defer", "700", "its last reply");
        }
        patient.send("taken before the stop");
        patient.expectMessage();
        bench.requestStop();
        // Whether it comes is another rule's business; if it does, then before the last line.
        Optional<Message> last = defers ? patient.poll(bench.timeouts().arrival()) : Optional.empty();
        long lastNanos = System.nanoTime();
        RunningSubject.Exit exit = bench.expectExit();
        LastWord.expectStopped(bench, exit);
        if (last.isPresent()) {
            LastWord.expectNotBefore(bench, lastNanos, "its last reply, a deferred one");
        }
        Ports.expectFree(bench, bench.subject().endpoint());
    }

    @Rule(
            id = "SHD-17",
            profile = FULL,
            says = "A setting that cannot be used ends it before READY, with an exit code other than 0 and a line on "
                    + "standard error.",
            source = "subject contract, Starting",
            causes = {
                "a value that does not parse, or that is too small, is replaced by a default in silence",
                "the setting is read only when it is first needed, after READY",
                "half a pair of keys, or a key that is cut short, is left to the library"
            },
            mutants = {
                "IgnoresUnusableSettings: takes a default for what it cannot read",
                "TakesNoTimeToLive: takes a time to live of 0 for the usual one",
                "TakesHalfAPairOfKeys: serves without CURVE where it was given one key of its pair",
                "FillsUpKeys: makes forty characters of a key that has fewer",
                "RefusesInSilence: ends without a word about the setting",
                "RefusesWithCodeZero: ends as if all were well"
            },
            rung = PROCESS,
            java = false)
    default void unusableSettingsEndIt(Bench bench) throws InterruptedException {
        UnusableSettings settings = UnusableSettings.of(bench);
        settings.expectRefused(SubjectSettings.ROLE, "waiter");
        settings.expectRefused(SubjectSettings.LINGER_MS, "soon");
        settings.expectRefused(SubjectSettings.ENDPOINT, "tcp://127.0.0.1:65536");
        if (bench.declares(Capability.HEARTBEAT)) {
            settings.beside(Map.of(SubjectSettings.HEARTBEAT_MS, "1000"))
                    .expectRefused(SubjectSettings.PEER_TTL_MS, "0");
        }
        if (bench.declares(Capability.CURVE)) {
            UnusableSettings keys = settings.beside(Access.CURVE.settings());
            keys.expectRefused(SubjectSettings.CURVE_PUBLICKEY, "");
            keys.expectRefused(
                    SubjectSettings.CURVE_PUBLICKEY, Access.serverKey().z85().substring(1));
        }
    }
}
