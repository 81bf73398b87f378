package io.github.dontwait.reference;

/** Thrown by {@link Actor#turn()} when the actor has done all that it had to do: an orderly end, not a failure. */
public final class ActorFinishedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** It carries nothing: who turns the actor only needs to know that it is over. */
    public ActorFinishedException() {
        super("finished", null, false, false);
    }
}
