package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.fault.Effect.Declared;
import io.github.dontwait.testkit.message.RoutingId;
import java.time.Duration;

/**
 * One misbehaviour: what is done, and when. Reads as it is written:
 *
 * <pre>{@code
 * Fault.reset().insideFrame(3)          // resets inside frame 3 at octet 1
 * Fault.drip(10).inGreeting(0)          // drips 10 octets per second in the greeting at octet 0
 * Fault.pause(ofSeconds(2)).inReady(5)  // pauses for 2 s in READY at octet 5
 * }</pre>
 *
 * <p>Committed by a {@link FaultyPeer} or a {@link FaultyServer}; those that any TCP connection can suffer also by a
 * {@link Link}.
 *
 * @param effect what is done
 * @param moment when it is done
 */
public record Fault(Effect effect, Moment moment) {

    /** Where the mechanism stands in the greeting. */
    private static final Moment AT_MECHANISM = new Moment.InGreeting(12);

    private static final Moment AT_READY = new Moment.InReady(0);
    private static final Fault NONE = new Fault(new Effect.None(), new Moment.AtOnce());

    /** @throws IllegalArgumentException if the effect makes no sense at this moment */
    public Fault {
        if (isOfGreeting(effect) && !moment.equals(AT_MECHANISM)) {
            throw misplaced(effect, moment, AT_MECHANISM.toString());
        }
        if (isOfReady(effect) && !moment.equals(AT_READY)) {
            throw misplaced(effect, moment, AT_READY.toString());
        }
        if (isOfFrames(effect) && !isBetweenFrames(moment)) {
            throw misplaced(effect, moment, "between frames: afterHandshake(), afterFrame(k) or afterMessage(m)");
        }
    }

    private static boolean isOfGreeting(Effect effect) {
        return effect instanceof Effect.WrongMechanism;
    }

    private static boolean isOfReady(Effect effect) {
        return effect instanceof Effect.WrongSocketType || effect instanceof Effect.DuplicateRoutingId;
    }

    private static boolean isOfFrames(Effect effect) {
        return effect instanceof Effect.DeclaredSize || effect instanceof Effect.EndlessMore;
    }

    private static boolean isBetweenFrames(Moment moment) {
        return moment instanceof Moment.AfterHandshake
                || moment instanceof Moment.BetweenFrames
                || moment instanceof Moment.AfterMessage
                || moment instanceof Moment.AfterReceived;
    }

    private static IllegalArgumentException misplaced(Effect effect, Moment moment, String remedy) {
        return new IllegalArgumentException(
                "a peer that " + effect + " cannot do so " + moment + "; its moment is " + remedy);
    }

    /** No fault at all: what a bystander does, and a control. */
    public static Fault none() {
        return NONE;
    }

    /** Reads no more. */
    public static Effect stopReading() {
        return new Effect.StopReading();
    }

    /** Sends no more, and keeps the connection. */
    public static Effect stall() {
        return new Effect.Stall();
    }

    /** Sends octet by octet, so many per second. */
    public static Effect drip(int octetsPerSecond) {
        return new Effect.Drip(octetsPerSecond);
    }

    /** Holds back until so many messages (0: until READY) have been given, then sends all in one segment. */
    public static Effect coalesce(int messages) {
        return new Effect.Coalesce(messages);
    }

    /** Sends in pieces of random size. */
    public static Effect split(long seed) {
        return new Effect.Split(seed);
    }

    /** Closes its output and goes on reading. */
    public static Effect halfClose() {
        return new Effect.HalfClose();
    }

    /** Ends the connection at once (RST). */
    public static Effect reset() {
        return new Effect.Reset();
    }

    /** Ends the connection in order (FIN). */
    public static Effect close() {
        return new Effect.Close();
    }

    /** Sends so many octets without meaning, then nothing. */
    public static Effect garbage(long seed, int octets) {
        return new Effect.Garbage(seed, octets);
    }

    /** Announces this mechanism in its greeting, and says nothing after it. */
    public static Fault wrongMechanism(String mechanism) {
        return new Fault(new Effect.WrongMechanism(mechanism), AT_MECHANISM);
    }

    /** Announces this socket type in its READY. */
    public static Fault wrongSocketType(String socketType) {
        return new Fault(new Effect.WrongSocketType(socketType), AT_READY);
    }

    /** Declares a frame of this size and sends nothing of its body. */
    public static Effect declares(Declared size) {
        return new Effect.DeclaredSize(size);
    }

    /** Sends so many frames with MORE and never the last. */
    public static Effect endlessMore(int frames) {
        return new Effect.EndlessMore(frames);
    }

    /** Announces in its READY a routing id that another peer holds. */
    public static Fault duplicateRoutingId(RoutingId routingId) {
        return new Fault(new Effect.DuplicateRoutingId(routingId), AT_READY);
    }

    /** Answers no PING. */
    public static Effect leavePingsUnanswered() {
        return new Effect.UnansweredPings();
    }

    /** Sends nothing for a while, then goes on. */
    public static Effect pause(Duration length) {
        return new Effect.Pause(length);
    }

    /** In words, for example {@code resets inside frame 3 at octet 1}. */
    @Override
    public String toString() {
        return effect instanceof Effect.None ? effect.toString() : effect + " " + moment;
    }
}
