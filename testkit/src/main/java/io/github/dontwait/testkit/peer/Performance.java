package io.github.dontwait.testkit.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One script as one new peer plays it, on the thread that calls. */
final class Performance {

    private final PeerGroup group;
    private final Script script;
    private final MeetingPlaces places;
    private @Nullable MessagePeer peer;

    Performance(PeerGroup group, Script script, MeetingPlaces places) {
        this.group = group;
        this.script = script;
        this.places = places;
    }

    /** Connects and takes all steps; the peer stays connected. */
    void play() {
        MessagePeer player = group.peer(script.name(), script.socketType(), script.routingId());
        peer = player;
        List<Script.Step> steps = script.steps();
        for (int i = 0; i < steps.size(); i++) {
            player.isAt("step " + (i + 1) + " of " + steps.size());
            take(player, steps.get(i));
        }
    }

    private void take(MessagePeer player, Script.Step step) {
        if (step instanceof Script.Send send) {
            player.send(send.message());
        } else if (step instanceof Script.Expect expect) {
            player.expect(expect.expected());
        } else if (step instanceof Script.ExpectInAnyOrder expect) {
            player.expectInAnyOrder(expect.expected().toArray(MessageMatcher[]::new));
        } else if (step instanceof Script.ExpectAnyOf expect) {
            player.expectAnyOf(expect.expected().toArray(MessageMatcher[]::new));
        } else if (step instanceof Script.FishFor fish) {
            player.fishFor(fish.wanted());
        } else if (step instanceof Script.ExpectNothingElse) {
            player.expectSilence(group.timeouts().silence());
        } else if (step instanceof Script.Fence fence) {
            player.send(fence.request());
            player.expectNothingBut(fence.answer());
        } else if (step instanceof Script.Disconnect) {
            player.disconnect();
        } else if (step instanceof Script.Reconnect) {
            player.reconnect();
        } else if (step instanceof Script.ReconnectAs as) {
            player.reconnectAs(as.routingId().orElse(null));
        } else if (step instanceof Script.Meet meet) {
            places.meet(meet.place());
        } else {
            throw new AssertionError("a step of an unknown kind: " + step);
        }
    }

    /** Closes the peer; what it received and nobody expected is in the transcript then, as far as it has come. */
    void close() {
        MessagePeer player = peer;
        if (player != null) {
            player.lookAtWhatCame();
            player.closeFinally();
        }
    }
}
