package io.github.dontwait.reference;

/** An actor that can be asked to end. */
public interface Stoppable extends Actor {

    /** Asks for an orderly stop and returns at once; asking again changes nothing. Any thread. */
    void stop();

    /**
     * Asks for an end at once and returns: what is in hand, and what is still on its way out, is lost. For whoever cannot
     * wait for an orderly stop. Any thread.
     */
    void abandon();

    /** Where it is bound, or connects to. Any thread, after {@link #onStart()}. */
    String endpoint();

    /** Whether all that it had in hand is finished, so that only its peers can still hold it up. Any thread. */
    boolean workHasEnded();
}
