package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.ClientBench;
import io.github.dontwait.conformance.stimulus.Forms;
import io.github.dontwait.conformance.stimulus.OtherMechanisms;
import io.github.dontwait.conformance.stimulus.StrangeCommands;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.FrameCodec;
import io.github.dontwait.testkit.wire.Greeting;
import io.github.dontwait.testkit.wire.WireFrame;
import io.github.dontwait.testkit.wire.WireOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules: ZMTP as a connecting client must speak it. */
public interface ClientWireContract extends ClientPingContract {

    @Rule(
            id = "WIRE-04",
            profile = FULL,
            says = "A peer whose greeting names another security mechanism is disconnected and gets no session.",
            source = "37/ZMTP, Security: a mechanism that does not exactly match, MUST close",
            causes = {
                "only the first four octets of the mechanism are compared; compare all 20, the zeros included",
                "the mechanism of the server's greeting is not looked at"
            },
            mutants = {
                "TakesAPrefixForNull: takes NULL and more for NULL",
                "TalksNullToEveryServer: does not look at the mechanism"
            },
            rung = PROCESS)
    default void anotherMechanismIsRefused(ClientBench bench) throws InterruptedException {
        for (Map.Entry<String, Greeting> other : OtherMechanisms.few().entrySet()) {
            // One client for each: a library may well give such a server up for good.
            Host host = new Host(bench, 1, 1, Duration.ofSeconds(30));
            Stranger server =
                    host.greet(other.getValue()).described("whose greeting names the mechanism " + other.getKey());
            // It goes on as if it were right: a client that lets it has a session now.
            server.tell(Command.ready(WireOptions.of("ROUTER").metadata()));
            server.expectDisconnected();
            host.expectAlive();
        }
    }

    @Rule(
            id = "WIRE-07",
            profile = FULL,
            says =
                    "No message of a peer with an illegal Socket-Type (such as SUB, PUSH, REP, PAIR, one that is unknown, an"
                            + " empty one) is served.",
            source = "37/ZMTP, NULL, \"SHOULD enforce that the Socket-Type is valid\"; subject contract, Roles",
            causes = {
                "the server's Socket-Type is read and not checked; a DEALER talks to ROUTER, REP and DEALER only",
                "only some illegal types are refused"
            },
            outcomes = {
                "refused: nothing of it is taken, and its connection ends",
                "ignored: nothing of it is taken, and its connection stays open"
            },
            mutants = {"TalksToEveryServer: takes any peer for a ROUTER"},
            rung = PROCESS)
    default void illegalSocketTypesAreNotServed(ClientBench bench) throws InterruptedException {
        Duration timeout = Duration.ofMillis(600);
        List<Stranger> servers = new ArrayList<>();
        Map<Host, String> hosts = new LinkedHashMap<>();
        for (String type : new String[] {"PUB", "WIBBLE"}) {
            // Many requests: on a slow machine the first may end before a connection stands.
            Host host = new Host(bench, 1_000, 1, timeout);
            Stranger server =
                    host.greet(Greeting.ofMinor(1)).described("whose READY says Socket-Type=\"" + type + "\"");
            server.tell(Command.ready(WireOptions.of(type).metadata()));
            host.markLines();
            if (server.isLetIn(bench.timeouts().arrival())) {
                for (int number = 1; number <= 50; number++) {
                    server.tell(Message.of(Integer.toString(number), "a reply from one that may not reply"));
                }
            }
            servers.add(server);
            hosts.put(host, type);
        }
        for (Map.Entry<Host, String> host : hosts.entrySet()) {
            host.getKey()
                    .expectTimeoutNext(timeout, "the server's Socket-Type \"" + host.getValue() + "\" is not legal");
        }
        bench.outcome(servers.stream().allMatch(server -> server.wire().isClosed()) ? "refused" : "ignored");
    }

    @Rule(
            id = "WIRE-14",
            profile = FULL,
            says =
                    "Frames in the short and in the long form are accepted, small ones in the long form too, and bodies of 0, 255,"
                            + " 256, 65535 and 65536 octets survive.",
            source = "37/ZMTP, Framing",
            causes = {
                "255 octets is the largest short frame; 256 is the smallest that needs the long form",
                "the size octet is read as a signed number, so that bodies of 128 octets and more go wrong",
                "a long form is refused where a short one would do"
            },
            mutants = {
                "RefusesSmallRepliesInTheLongForm: takes them for an error",
                "ReadsShortSizesAsSigned: takes 128 octets and more for an error"
            },
            rung = PROCESS)
    default void everyFormOfAFrameIsUnderstood(ClientBench bench) throws InterruptedException {
        List<WireFrame> bodies = new ArrayList<>();
        Forms.all().stream().filter(frames -> frames.size() == 1).forEach(bodies::addAll);
        Host host = new Host(bench, bodies.size(), 1, Duration.ofSeconds(20));
        Stranger server = host.enter();
        String before = "";
        boolean isLong = false;
        for (WireFrame body : bodies) {
            Frame number = server.receive("the next request" + before).first();
            WireFrame first = WireFrame.message(number, true);
            server.tell(isLong ? first.inLongForm() : first, "number in the " + form(isLong));
            server.tell(body, "body in the " + form(body.isLong()));
            before = " after a reply whose number was in the " + form(isLong) + ", and its body of "
                    + body.body().size() + " octets in the " + form(body.isLong());
            isLong = !isLong;
        }
        String done = "DONE " + bodies.size() + " 0";
        String line = host.expectLine("DONE").text();
        if (!line.equals(done)) {
            throw server.failed("to have all its replies understood: \"" + done + "\"", "the client printed " + line);
        }
        host.expectNothingUnexpected("each reply had the number of its request");
    }

    private static String form(boolean isLong) {
        return isLong ? "long form" : "short form";
    }

    @Rule(
            id = "WIRE-15",
            profile = FULL,
            says =
                    "All frames of a message arrive or none: of a connection that is cut between frames or inside a frame nothing"
                            + " is delivered.",
            source = "37/ZMTP, Messages, \"atomically\"; 28/REQREP",
            causes = {
                "each frame is handled as it comes; collect frames until one comes without the flag MORE",
                "what was collected is delivered when the connection ends"
            },
            mutants = {
                "CountsHalfAReply: takes each frame for a message",
                "DeliversHalfAReplyAtTheEnd: hands on the first frames of a reply when its connection ends"
            },
            rung = PROCESS)
    default void aCutMessageIsNotDelivered(ClientBench bench) throws InterruptedException {
        Duration timeout = Duration.ofMillis(600);
        Map<Host, Integer> requests = new LinkedHashMap<>();
        for (boolean isReset : new boolean[] {false, true}) {
            // Many requests: on a slow machine the first may end before its connection stands.
            Host host = new Host(bench, 1_000, 1, timeout);
            Stranger server = host.enter();
            Frame number = server.receive("a request").first();
            byte[] whole = FrameCodec.encode(Message.of(number, Frame.filled(300, 'h')));
            int cut = isReset ? whole.length - 150 : 2 + number.size();
            server.tell(Arrays.copyOf(whole, cut), cut + " of " + whole.length + " octets of a reply");
            if (isReset) {
                server.wire().reset();
            } else {
                server.wire().close();
            }
            requests.put(host, Host.number(number));
        }
        for (Map.Entry<Host, Integer> request : requests.entrySet()) {
            request.getKey()
                    .expectTimeout(request.getValue(), timeout, "the connection ended before its reply was whole");
        }
    }

    @Rule(
            id = "WIRE-16",
            profile = FULL,
            says =
                    "An unknown command, one without a name or with a name longer than its frame never reaches the application and"
                            + " harms no more than its own connection.",
            source = "37/ZMTP, Commands, \"not generally visible to the application\"",
            causes = {
                "frames with the flag COMMAND are handed on like parts of a message",
                "the size of the name is used before it is compared with the size of the frame",
                "an unknown command leaves its connection mute: ignore it, or close"
            },
            outcomes = {"ignored: the connection goes on", "closed: the connection ends with such a command"},
            mutants = {
                "ReportsUnknownCommands: takes an unknown command for a reply",
                "FallsSilentAfterAServersCommand: listens no more after an unknown command"
            },
            rung = PROCESS)
    default void strangeCommandsStayBelow(ClientBench bench) throws InterruptedException {
        Map<String, WireFrame> commands = StrangeCommands.all();
        Host host = new Host(bench, commands.size() + 1, 1, Duration.ofSeconds(20));
        Stranger server = host.enter();
        server.receive("request 1");
        String outcome = "ignored";
        int number = 0;
        for (Map.Entry<String, WireFrame> strange : commands.entrySet()) {
            number++;
            server.described("who sent " + strange.getKey() + ", then reply " + number);
            server.tell(strange.getValue(), strange.getKey());
            server.tell(Message.of(Integer.toString(number), "reply"));
            if (server.receiveUnlessDisconnected("request " + (number + 1)).isEmpty()) {
                bench.note("it closes on " + strange.getKey());
                outcome = "closed";
                break;
            }
        }
        bench.outcome(outcome);
        host.expectAlive();
        host.expectNothingUnexpected("only commands were sent besides the replies");
    }
}
