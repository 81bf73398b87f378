package io.github.dontwait.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dontwait.conformance.cli.BadSubject.Fault;
import io.github.dontwait.conformance.subject.Pyzmq;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that were started and then behave badly: their own failure, exit code 1, both reports, nothing left. */
class BadSubjectTest {

    private static final String READY = "READY {endpoint} work";

    /** One rule that any peer may ask for, one that needs an answer, one with a process of its own. */
    private static final String[] SOME_RULES = {"--rule", "WIRE-01,REC-01,SHD-01"};

    @TempDir
    private Path folder = Path.of("");

    private RealRun run(Fault fault, String line, String... more) throws Exception {
        return RealRun.exec(folder, BadSubject.command(fault, line), more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MUTE|READY {endpoint} work|no first reply",
                "DIES_AT_ONCE|READY {endpoint} work|cannot go on after message 1",
                "DIES_AT_ONCE|hello|cannot go on after message 1",
                "EXITS_WHEN_READY|READY {endpoint} work|exit code 0",
                "LIES|READY {endpoint} work|something else",
                "NOTHING|READY {endpoint} fail,frobnicate|declares fail, but it does not work",
            })
    void isItsOwnFault(Fault fault, String line, String says) throws Exception {
        String[] rules = says.contains("fail,") ? new String[] {"--rule", "ENV-08"} : SOME_RULES;
        List<String> options = new ArrayList<>(List.of(rules));
        if (fault == Fault.MUTE) {
            options.addAll(List.of("--time-factor", "0.3"));
        }
        run(fault, line, options.toArray(String[]::new))
                .ends(Dontwait.BROKEN, "nonconformant")
                .says(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://x:1", "tcp://127.0.0.1:1", "tcp://*:1", "nonsense://there"})
    void whoSaysThatItServesElsewhereIsNotLookedForThere(String elsewhere) throws Exception {
        run(Fault.NOTHING, "READY " + elsewhere + " work", SOME_RULES)
                .ends(Dontwait.NOT_STARTED, "undecided")
                .says("the subject was told to bind tcp://127.0.0.1:", "and its READY line says", "DONTWAIT_ENDPOINT");
    }

    @Test
    void whoAnswersNobodyAndPromisedNothingIsToldSo() throws Exception {
        run(Fault.MUTE, "hello", "--rule", "WIRE-0*", "--time-factor", "0.3")
                .ends(Dontwait.FINE, "conformant")
                .prints("conformant (profile wire, it gave no reply)")
                .says("--profile exchange", "Asked in other forms:", "as a REQ sends it: no reply", "Look for: ");
    }

    @Test
    void aReadyLineWithoutAnEndpointIsToldWhereTheStopIsNotJudged() throws Exception {
        run(Fault.NOTHING, "READY", "--rule", "SHD-01", "--rule", "WIRE-01")
                .ends(Dontwait.FINE, "conformant")
                .prints("conformant (profile exchange)", "expected READY tcp://host:port: SHD-01")
                .says("its line 'READY' is no READY line: expected READY tcp://host:port", "Its line 'READY'");
    }

    @Test
    void anUnknownCapabilityAndALateReadyAreNone() throws Exception {
        assumeTrue(File.separatorChar == '/', "there is no /bin/sh");
        String late =
                "/bin/sh -c \"sleep 3; exec " + BadSubject.command(Fault.NOTHING, "READY {endpoint} frobnicate") + "\"";
        RealRun run = RealRun.exec(folder, late, "--rule", "WIRE-01");
        assertThat(run.code()).as("%s%s", run.out(), run.err()).isZero();
        assertThat(run.json().at("/subject/capabilities").toString()).contains("frobnicate");
        run.says("It declares 'frobnicate', which the suite does not know");
    }

    @Test
    void aPlainProgramIsHeldToWhatItWasToldToBe() throws Exception {
        RealRun run = run(Fault.MUTE, "hello", "--profile", "full", "--rule", "REC-01", "--time-factor", "0.3");
        run.ends(Dontwait.BROKEN, "nonconformant").says("no first reply");
    }

    @Test
    void whoIgnoresSigtermAndHasChildrenIsEnded() throws Exception {
        assumeTrue(File.separatorChar == '/', "there is no /bin/sh");
        String deaf = "/bin/sh -c \"trap : TERM; sleep 600 & setsid sleep 601 & trap \\\"\\\" TERM; exec "
                + BadSubject.command(Fault.NOTHING, READY) + "\"";
        RealRun run = RealRun.exec(folder, deaf, "--rule", "SHD-01");
        run.ends(Dontwait.BROKEN, "nonconformant").says("it still runs");
    }

    @Test
    void outputWithoutEndOrLineHarmsNobody() throws Exception {
        RealRun run = run(Fault.FLOODS, READY, "--rule", "WIRE-01");
        assertThat(run.code()).as("%s%s", run.out(), run.err()).isZero();
    }

    @Test
    void whatADeadSubjectPrintedIsShown() throws Exception {
        RealRun run = run(Fault.DIES_LATER, "READY {endpoint}", "--rule", "REC,NBL-04,WIRE-11");
        run.ends(Dontwait.BROKEN, "nonconformant").says("stderr: cannot go on after message 21");
    }

    @Test
    void aWholeRunAgainstAMuteSubjectEnds() throws Exception {
        RealRun run = run(Fault.MUTE, READY, "--time-factor", "0.5");
        run.ends(Dontwait.BROKEN, "nonconformant").says("no first reply");
        assertThat(run.took()).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void theTutorialServerIsJudged() throws Exception {
        String command = Pyzmq.python() + " -u subjects/python-tutorial/server.py {endpoint}";
        RealRun run = RealRun.exec(folder, command, "--rule", "REC-01");
        run.ends(Dontwait.BROKEN, "nonconformant")
                .says("no first reply", "The subject has ended: exit code 1", "ValueError: too many values to unpack");
        assertThat(run.out()).contains("A popular tutorial teaches this mistake", "B1  The server receives two frames");
        assertThat(run.json().at("/subject/profile").asText()).isEqualTo("exchange");
    }

    @Test
    void theTutorialWorkerNeverStarted() throws Exception {
        String command = Pyzmq.python() + " -u subjects/python-tutorial/worker.py {endpoint}";
        RealRun run = RealRun.exec(folder, command, "--rule", "REC-01");
        // A handshake may come just in time; either way its last words are shown.
        assertThat(run.code()).isIn(Dontwait.BROKEN, Dontwait.NOT_STARTED);
        run.says("zmq.error.Again");
        assertThat(run.out()).contains("A popular tutorial teaches this mistake", "A1  recv_multipart(zmq.DONTWAIT)");
    }
}
