package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.Access;
import io.github.dontwait.conformance.stimulus.Ages;
import io.github.dontwait.conformance.stimulus.ClientRun;
import io.github.dontwait.conformance.stimulus.Declarations;
import io.github.dontwait.conformance.stimulus.EmptySettings;
import io.github.dontwait.conformance.stimulus.Samples;
import io.github.dontwait.conformance.stimulus.UnusableSettings;
import io.github.dontwait.conformance.stimulus.UsualWork;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules: what a client makes of its settings, of the replies and of what is none, to the letter. */
public interface ClientLinesContract extends Contract {

    @Rule(
            id = "SHD-17",
            profile = FULL,
            says = "A setting that cannot be used ends it before READY, with an exit code other than 0 and a line on "
                    + "standard error.",
            source = "subject contract, Starting",
            causes = {
                "a value that does not parse, or that is too small, is replaced by a default in silence",
                "the setting is read only when it is first needed, after READY",
                "a key that is cut short is left to the library"
            },
            mutants = {
                "MakesTheUsualRequests: takes what is no number for the usual number of requests",
                "TakesAWindowOfNone: takes a window of 0 for 1",
                "TakesAShortKey: takes a key of the server that lacks a character"
            },
            rung = PROCESS,
            java = false)
    default void unusableSettingsEndIt(ClientBench bench) throws InterruptedException {
        UnusableSettings settings = UnusableSettings.of(bench);
        settings.expectRefused(SubjectSettings.REQUESTS, "many");
        settings.expectRefused(SubjectSettings.WINDOW, "0");
        settings.expectRefused(SubjectSettings.ENDPOINT, "tcp://127.0.0.1:65536");
        if (bench.declares(Capability.CURVE)) {
            settings.beside(Access.ofAClient())
                    .expectRefused(
                            SubjectSettings.CURVE_SERVERKEY,
                            Access.serverKey().z85().substring(1));
        }
    }

    @Rule(
            id = "SHD-21",
            profile = FULL,
            says =
                    "It declares the same capabilities at every start, with and without DONTWAIT_CONTRACT, whatever it is told.",
            source = "subject contract, Starting (the list of capabilities is the same at every start)",
            causes = {
                "the list is made of what is switched on; it is to be made of what can be switched on",
                "the list is left out where DONTWAIT_CONTRACT is not set"
            },
            mutants = {"DeclaresUnderTheContractOnly: declares nothing where DONTWAIT_CONTRACT is not set"},
            rung = PROCESS)
    default void itDeclaresTheSameAtEveryStart(ClientBench bench) throws InterruptedException {
        String nobody = bench.deadEndpoint();
        Declarations.of(bench, "a start with DONTWAIT_CONTRACT", bench.start(nobody, settings -> settings))
                .requireSame(
                        "a start without DONTWAIT_CONTRACT, and with other work",
                        bench.start(nobody, settings -> settings.without(SubjectSettings.CONTRACT)
                                .with(SubjectSettings.REQUESTS, 3)
                                .with(SubjectSettings.WINDOW, 2)));
    }

    @Rule(
            id = "SHD-22",
            profile = FULL,
            says = "A variable with an empty value counts as absent.",
            source = "subject contract, Starting",
            causes = {
                "it is only asked whether the variable is there; ask whether its value is empty, too",
                "the empty text is given to a parser of numbers, or taken for 0"
            },
            mutants = {"TakesEmptyForZero: makes no request where DONTWAIT_REQUESTS is empty"},
            rung = PROCESS)
    default void emptyCountsAsAbsent(ClientBench bench) throws InterruptedException {
        UsualWork.expect(bench, ClientRun.start(bench, EmptySettings::ofAClient));
    }

    @Rule(
            id = "CLI-23",
            profile = FULL,
            says = "Told nothing of its work, it makes ten requests, one at a time.",
            source = "subject contract, Starting (DONTWAIT_REQUESTS, DONTWAIT_WINDOW; when absent)",
            causes = {"the program has defaults of its own, or refuses to start without these variables"},
            mutants = {
                "MakesOneRequest: makes a single request where it is not told how many",
                "OpensAllAtOnce: has no window where it is not told of one"
            },
            rung = PROCESS)
    default void itsUsualWorkIsTenRequests(ClientBench bench) throws InterruptedException {
        UsualWork.expect(bench, ClientRun.start(bench, settings -> settings));
    }

    @Rule(
            id = "CLI-21",
            profile = FULL,
            says = "The milliseconds of a reply are counted from the start of its own request.",
            source = "subject contract, Saying what it is (REPLY)",
            causes = {
                "time is counted from the start of the program, or from the request before",
                "the start is kept in one variable, or one for each place in the window, or in a queue: several requests are"
                        + " open, and replies come in any order",
                "the number is in another unit, or a request's start is noted only when its reply comes"
            },
            mutants = {
                "CountsFromItsStart: counts the milliseconds from READY",
                "TellsMicroseconds: tells a thousand times as much",
                "TellsNoTime: always tells 0",
                "CountsFromTheLatestStart: keeps one start for all open requests",
                "CountsFromTheOldestStart: tells of each reply how long the oldest request has been open",
                "TakesStartsInOrder: takes the oldest start for that of each reply"
            },
            rung = PROCESS)
    default void theMillisecondsAreTheRequestsOwn(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 7, 3, ClientRun.NEVER);
        Ages ages = new Ages(run);
        ages.take(3, run.bornNanos());
        run.expectNoRequest(Duration.ofMillis(250), "while 3 of 3 are open");
        ages.replyAndTake(1);
        run.expectNoRequest(Duration.ofMillis(200), "while 3 of 3 are open");
        ages.replyAndTake(4);
        ages.replyAndTake(3);
        run.expectNoRequest(Duration.ofMillis(150), "while 3 of 3 are open");
        ages.replyAndTake(6);
        for (int last : new int[] {2, 7, 5}) {
            ages.reply(last);
        }
        run.expectDone(7, 0);
    }

    @Rule(
            id = "CLI-22",
            profile = FULL,
            says = "Of a message that belongs to no open request it tells the first frame octet by octet, in lower-case"
                    + " hexadecimal digits, whatever its frames are.",
            source = "subject contract, Saying what it is (UNEXPECTED) and The client ($heartbeat is a single frame)",
            causes = {
                "the frame is decoded as text before it is printed",
                "octets are printed as signed numbers, or without their leading zero",
                "digits in capitals",
                "every message whose first frame is $heartbeat is dropped: only one of a single frame is a heartbeat"
            },
            mutants = {
                "TellsInCapitals: prints the digits A to F",
                "TellsTextInHex: makes UTF-8 text of the frame first",
                "LosesLeadingZeros: prints one digit for octets below 16",
                "DropsWhatBeginsLikeAHeartbeat: says nothing of a message of two frames that begins so"
            },
            rung = PROCESS)
    default void unexpectedIsToldOctetByOctet(ClientBench bench) throws InterruptedException {
        ClientRun run = ClientRun.start(bench, 1, 1, ClientRun.NEVER);
        Request request = run.take();
        List<Frame> frames = new ArrayList<>(Samples.octets(bench.random()));
        frames.removeIf(frame -> frame.size() > 1_000);
        frames.add(Frame.hex("deadbeef"));
        frames.add(Frame.hex("0a0b0c"));
        for (Frame frame : frames) {
            request.connection().send(Message.of(frame, Frame.hex("ff00"), Frame.empty()));
            String line = "UNEXPECTED " + frame.hex();
            bench.expectLine(
                    run.client(),
                    "\"" + line + "\"",
                    line::equals,
                    bench.timeouts().arrival());
        }
        request.connection().send("$heartbeat", "and more");
        String line = "UNEXPECTED " + Frame.text("$heartbeat").hex();
        bench.expectLine(
                run.client(), "\"" + line + "\"", line::equals, bench.timeouts().arrival());
        run.reply(request);
        run.expectDone(1, 0);
    }

    @Rule(
            id = "CLI-24",
            profile = FULL,
            says = "A reply is known by its first frame alone: its other frames may be none, many or anything.",
            source = "subject contract, The client (its other frames are not looked at)",
            causes = {
                "number, body = recv_multipart(): a reply may have one frame, or ten",
                "the body is decoded, or compared with that of the request"
            },
            mutants = {
                "WantsABody: takes a reply of a single frame for none",
                "WantsTwoFrames: takes a reply of more than two frames for none",
                "DecodesBodies: dies of a body that is no text"
            },
            rung = PROCESS)
    default void otherFramesAreNotLookedAt(ClientBench bench) throws InterruptedException {
        List<Message> rests = List.of(
                Message.of("another number: 1"),
                Message.of(""),
                Message.of("", "", ""),
                Message.of("2"),
                Message.of("$heartbeat"),
                Message.of(Frame.hex("ff fe 00 c3 28")),
                Samples.frames(100),
                Message.of(Samples.body(100_000)));
        ClientRun run = ClientRun.start(bench, rests.size() + 1, 1, ClientRun.NEVER);
        Request alone = run.take();
        alone.connection().send(Message.of(alone.message().first()));
        run.expectReply(1);
        for (Message rest : rests) {
            Request request = run.take("the next request after a reply with other frames");
            request.connection().send(rest.prepend(request.message().first()));
        }
        run.expectDone(rests.size() + 1, 0);
    }
}
