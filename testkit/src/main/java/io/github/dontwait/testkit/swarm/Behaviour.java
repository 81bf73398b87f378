package io.github.dontwait.testkit.swarm;

/** What a client of a swarm does once it is connected. */
enum Behaviour {
    /** It asks, reads every reply, and judges it. */
    READS,
    /** It asks as fast as the server takes it, and never reads. */
    NEVER_READS,
    /** It asks, and resets its connection before a reply can have come. */
    VANISHES
}
