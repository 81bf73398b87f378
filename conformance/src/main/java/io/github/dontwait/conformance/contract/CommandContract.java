package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.EXCHANGE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Pings;
import io.github.dontwait.conformance.stimulus.StrangeCommands;
import io.github.dontwait.conformance.stimulus.Stranger;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.Command;
import io.github.dontwait.testkit.wire.WireFrame;
import java.util.Map;

/** Rules: commands among the messages are the library's business, never the application's. */
public interface CommandContract extends Contract {

    @Rule(
            id = "WIRE-16",
            profile = EXCHANGE,
            says =
                    "An unknown command, one without a name or with a name longer than its frame never reaches the application and"
                            + " harms no more than its own connection.",
            source = "37/ZMTP, Commands, \"not generally visible to the application\"",
            causes = {
                "frames with the flag COMMAND are handed on like parts of a message",
                "the size of the name is used before it is compared with the size of the frame: an index error ends the"
                        + " loop",
                "an unknown command leaves its connection mute: ignore it, or close"
            },
            outcomes = {"ignored: the connection goes on", "closed: the connection ends with such a command"},
            mutants = {
                "PassesCommandsOn: takes an unknown command for a request",
                "DiesOfANamelessCommand: an index error ends its I/O thread",
                "FallsSilentAfterACommand: neither answers nor closes after an unknown command"
            })
    default void strangeCommandsStayBelow(Bench bench) {
        String outcome = "ignored";
        for (Map.Entry<String, WireFrame> strange : StrangeCommands.all().entrySet()) {
            Stranger speaker = Stranger.over(bench, bench.anonymous("speaker").wire())
                    .described("who sent " + strange.getKey() + ", then a message");
            speaker.tell(strange.getValue(), strange.getKey());
            Message after = Message.of("after", strange.getKey());
            speaker.tell(after);
            speaker.expectOrDisconnected(after);
            if (speaker.wire().isClosed()) {
                outcome = "closed";
            }
        }
        bench.outcome(outcome);
        Peer later = bench.dealer("later");
        later.send("after", "all");
        later.expect("after", "all");
        bench.expectNothingElse(later);
    }

    @Rule(
            id = "WIRE-17",
            profile = EXCHANGE,
            says = "A command between two frames of one message leaves the message whole.",
            source =
                    "37/ZMTP, Connection Heartbeating (\"at any point\"); libzmq and JeroMQ send a PING that is due between"
                            + " two frames",
            causes = {
                "the frames collected so far are thrown away when a command comes",
                "a command ends the message, or becomes one of its frames"
            },
            mutants = {
                "ForgetsPartsAtACommand: begins a new message after a command",
                "TakesACommandForAPart: puts a PING between the frames of a message"
            })
    default void aCommandLeavesTheMessageWhole(Bench bench) {
        Peer alice = bench.dealer("alice");
        Stranger speaker = Stranger.over(bench, alice.wire()).described("who sent commands between the frames");
        WireFrame[] commands = {
            Command.ping(0, Frame.empty()).frame(),
            Command.ping(0, Frame.text("between")).frame(),
            Command.pong(Frame.text("unasked")).frame()
        };
        Message message = Message.of("one", "two", "three");
        for (WireFrame command : commands) {
            for (int i = 0; i < message.size(); i++) {
                speaker.tell(WireFrame.message(message.frame(i), i < message.size() - 1), "frame " + (i + 1));
                speaker.tell(command, "command");
            }
            expectWhole(bench, speaker, message);
        }
        bench.expectNothingElse(alice);
    }

    private static void expectWhole(Bench bench, Stranger speaker, Message message) {
        if (!Pings.areAnnouncedBy(speaker)) {
            speaker.expectOrDisconnected(message);
            if (speaker.wire().isClosed()) {
                throw bench.notApplicable(
                        "it announces ZMTP 3.0 and ends the connection at a PING, which came with 3.1:"
                                + " its peers must leave heartbeats switched off");
            }
            return;
        }
        speaker.expect(message);
    }
}
