package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.EXCHANGE;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.bench.Bystander;
import io.github.dontwait.conformance.stimulus.CutMessages;
import io.github.dontwait.conformance.stimulus.Forms;
import io.github.dontwait.conformance.stimulus.Segments;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.WireFrame;
import java.util.ArrayList;
import java.util.List;

/** Rules: how octets become frames, and frames messages. */
public interface FramingContract extends Contract {

    @Rule(
            id = "WIRE-13",
            profile = EXCHANGE,
            says =
                    "Delivery does not depend on TCP segments: octet by octet, split anywhere or many messages in one segment,"
                            + " the same messages arrive.",
            source = "37/ZMTP, Framing",
            causes = {
                "one read is taken for one frame: octets that belong to the next frame are thrown away, or a frame whose"
                        + " rest comes later is given up; keep what is unfinished for each connection",
                "the unfinished octets of all connections share one buffer",
                "the greeting or READY is read in one piece only"
            },
            mutants = {
                "ForgetsUnfinishedFrames: begins a new frame with each read",
                "DropsTheRestOfARead: one read gives one frame at most"
            })
    default void segmentsDoNotMatter(Bench bench) {
        Peer witness = bench.dealer("witness");
        Segments.inHandshakes(bench, witness);
        Segments.inMessages(bench, witness);
        Segments.manyMessagesAtOnce(bench);
        bench.expectNothingElse(witness);
    }

    @Rule(
            id = "WIRE-14",
            profile = EXCHANGE,
            says =
                    "Frames in the short and in the long form are accepted, small ones in the long form too, and bodies of 0, 255,"
                            + " 256, 65535 and 65536 octets survive.",
            source = "37/ZMTP, Framing",
            causes = {
                "255 octets is the largest short frame; 256 is the smallest that needs the long form",
                "the size octet is read as a signed number, so that bodies of 128 octets and more go wrong",
                "a long form is refused where a short one would do",
                "a size is kept in 16 bits: 65536 becomes 0"
            },
            mutants = {
                "SendsTwoHundredFiftySixShort: writes the size 256 into one octet",
                "RefusesSmallBodiesInTheLongForm: takes them for an error",
                "KeepsSixteenBitsOfASize: takes 65536 octets for none"
            })
    default void everyFormOfAFrameIsUnderstood(Bench bench) {
        Peer alice = bench.dealer("alice");
        for (List<WireFrame> frames : Forms.all()) {
            for (WireFrame frame : frames) {
                alice.wire().sendFrame(frame);
            }
            alice.expect(Forms.messageOf(frames));
        }
        bench.expectNothingElse(alice);
    }

    @Rule(
            id = "WIRE-15",
            profile = EXCHANGE,
            says =
                    "All frames of a message arrive or none: of a connection that is cut between frames or inside a frame nothing"
                            + " is delivered.",
            source = "37/ZMTP, Messages, \"atomically\"; 28/REQREP",
            causes = {
                "each frame is handled as it comes; collect frames until one comes without the flag MORE",
                "what was collected is delivered when the connection ends",
                "the half of a message stays in a buffer that the next connection uses"
            },
            mutants = {
                "ServesFrameByFrame: takes each frame for a message",
                "DeliversWhatWasCutOff: hands on the first frames of a message when its connection ends",
                "SharesTheHalfMessage: puts the frames of a lost connection before the next peer's"
            })
    default void aCutMessageIsNotDelivered(Bench bench) {
        new CutMessages(bench).play();
    }

    @Rule(
            id = "WIRE-19",
            profile = EXCHANGE,
            says =
                    "A frame that declares 2^62 octets, or 400 MB, harms no other client, neither while its connection stands nor"
                            + " when it ends.",
            source = "37/ZMTP, Framing and Security Considerations; ZeroMQ manual, ZMQ_MAXMSGSIZE",
            causes = {
                "memory is taken for what a header promises before any of it has come: set ZMQ_MAXMSGSIZE (JeroMQ:"
                        + " setMaxMsgSize), and grow a buffer as octets come",
                "a size of eight octets is cut down to a number of 32 bits",
                "the error that one connection causes ends the thread that serves all of them"
            },
            mutants = {
                "DiesOfAHugeFrame: an error in one connection's size ends its I/O thread",
                "StallsWithAHugeFrame: serves nobody else until the whole of a huge frame has come"
            },
            destructive = true,
            timed = true,
            fresh = true)
    default void aHugeDeclarationHarmsNobody(Bench bench) throws InterruptedException {
        Bystander bystander = bench.bystander();
        List<Peer> giants = new ArrayList<>();
        for (long declared : new long[] {1L << 62, 400_000_000L}) {
            Peer giant = bench.anonymous("giant-of-" + declared);
            giant.wire().sendOctets(Forms.header(declared), "the header of a frame of " + declared + " octets");
            giants.add(giant);
            bystander.expectServed(3);
        }
        for (Peer giant : giants) {
            giant.disconnect();
            bystander.expectServed(3);
        }
        Peer later = bench.dealer("later");
        Message request = Message.of("still", "there?");
        later.send(request);
        later.expect(request);
        bystander.expectServed(3);
    }
}
