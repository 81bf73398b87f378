package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;

/** Over what the peers of a test speak. */
enum GroupKind {
    WIRE {
        @Override
        PeerGroup to(String endpoint, Transcript transcript, Timeouts timeouts) {
            return Peers.to(endpoint, transcript, timeouts);
        }
    },
    JEROMQ {
        @Override
        PeerGroup to(String endpoint, Transcript transcript, Timeouts timeouts) {
            return JeromqPeers.to(endpoint, transcript, timeouts);
        }
    };

    abstract PeerGroup to(String endpoint, Transcript transcript, Timeouts timeouts);
}
