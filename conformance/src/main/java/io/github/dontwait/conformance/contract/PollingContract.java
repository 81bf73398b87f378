package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Burst;
import io.github.dontwait.conformance.stimulus.Promptness;
import io.github.dontwait.conformance.stimulus.Replies;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.peer.PeerOptions;
import java.util.List;
import java.util.Optional;

/** Rules: readiness is a level and a bit mask. */
public interface PollingContract extends Contract {

    @Rule(
            id = "POL-04",
            profile = Profile.EXCHANGE,
            says = "Messages that arrived together are all served, though nothing arrives after them.",
            source = "man zmq_poll (\"level-triggered\"); man zmq_getsockopt, ZMQ_FD and ZMQ_EVENTS",
            causes = {
                "one message is taken for each event of the descriptor ZMQ_FD, which is edge-triggered: after it fires,"
                        + " take messages until ZMQ_EVENTS says that there are none, or poll the socket itself",
                "the poller is asked again only after something new has arrived",
                "a batch is cut short, and what remains waits for the next arrival"
            },
            mutants = {
                "TakesOneMessagePerEdge: takes one message for each arrival that woke it",
                "LeavesARest: takes 64 messages for each arrival that woke it"
            })
    default void everythingThatArrivedIsServed(Bench bench) {
        for (int size : new int[] {2, 100, 300}) {
            Peer peer = bench.peer(PeerOptions.dealer("burst-of-" + size)
                    .withRoutingId(bench.routingId("burst-of-" + size))
                    .unrecorded());
            Burst burst =
                    Burst.of(bench, peer, "burst-of-" + size, size).sendAtOnce().collect();
            if (burst.answered() < size) {
                int answered = burst.answered();
                peer.send("one more");
                Optional<Message> next = peer.poll(bench.timeouts().silence());
                throw Replies.failure(
                        bench,
                        peer + " to receive " + size + " replies to " + size
                                + " requests that arrived together, before it sends anything else",
                        "after " + answered + " replies nothing more came"
                                + (next.isEmpty()
                                        ? ", not even when it sent one more request"
                                        : "; when it sent one more request, the next one came:\n  " + next.get()));
            }
            burst.requireWhole();
        }
    }

    @Rule(
            id = "POL-05",
            profile = Profile.EXCHANGE,
            says =
                    "Requests are read while the socket can also be written: the mask of ready events is tested bit by bit.",
            source = "man zmq_poll (revents is a bit mask)",
            causes = {
                "events == POLLIN: with POLLIN and POLLOUT registered the value is 3 when both are ready; test"
                        + " events & POLLIN",
                "if writable … elif readable: a ROUTER is nearly always writable, so it is never read",
                "reading stops while a reply waits to be sent"
            },
            mutants = {
                "TestsForPollinAlone: reads when the mask equals POLLIN, and watches POLLOUT while a reply waits",
                "WatchesBothOnceBusy: watches POLLOUT for good after 70 replies, and still tests for POLLIN alone"
            })
    default void readingGoesOnWhileWritingIsPossible(Bench bench) {
        Peer asker = bench.dealer("asker");
        // Replies are to be sent while further requests are there.
        Burst.of(bench, asker, "together", 50).sendAtOnce().collect().requireComplete();
        // Replies wait for a peer that does not read, while another asks.
        Peer slow = bench.peer(PeerOptions.dealer("slow reader")
                .withRoutingId(bench.routingId("slow"))
                .withReceiveBufferSize(32 << 10)
                .unrecorded());
        Frame body = Frame.filled(64_000, 'x');
        Burst unread = Burst.of(bench, slow, 40, n -> Message.of(Frame.text("unread-" + n), body));
        unread.send();
        for (int i = 1; i <= 10; i++) {
            asker.send("while replies wait", Integer.toString(i));
            asker.expect("while replies wait", Integer.toString(i));
        }
        unread.collect().requireComplete();
        for (Peer peer : List.of(asker, slow)) {
            bench.expectNothingElse(peer);
        }
    }

    @Rule(
            id = "POL-02",
            profile = Profile.EXCHANGE,
            says =
                    "A request that comes while it waits ends the wait: it is answered at once, not when the time-out of the"
                            + " poll is over.",
            source = "man zmq_poll; subject contract, Roles (server: \"handlers dispatched by readiness\")",
            causes = {
                "the program sleeps for its time-out and then looks whether something has come: let poll do the waiting",
                "the socket is not registered with the poller that is waited for, but looked at after each wait",
                "poll is given another socket, and its time-out does the work"
            },
            mutants = {"SleepsOutItsTimeOut: waits for 100 ms, whatever comes meanwhile, then takes what is there"},
            timed = true)
    default void aRequestEndsTheWait(Bench bench) {
        new Promptness(bench).requirePrompt();
    }
}
