package io.github.dontwait.testkit.swarm;

/** What a loop does at the moment with its clients. */
interface Phase {

    /** What {@link #turn} says when there is nothing more to do. */
    long OVER = -1;

    /**
     * Does what is due, between two looks at the connections.
     *
     * @param heardUntil a moment, as of {@link System#nanoTime}: whatever had come by then has been taken from the
     *     connections. Silence is judged as of this moment, so that a pause of this process is never taken for one of the
     *     server
     * @return the nanoseconds until something is due again, or {@link #OVER}
     */
    long turn(long heardUntil);
}
