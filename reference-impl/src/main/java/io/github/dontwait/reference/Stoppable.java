package io.github.dontwait.reference;

/** An actor that can be asked to end. */
public interface Stoppable extends Actor {

    /** Asks for an orderly stop and returns at once; asking again changes nothing. Any thread. */
    void stop();

    /** Whether all that it had in hand is finished, so that only its peers can still hold it up. Any thread. */
    boolean workHasEnded();
}
