package io.github.dontwait.conformance.subject;

import io.github.dontwait.conformance.RunningSubject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A program that was started and may not be ready yet. */
interface Starting extends RunningSubject {

    /** Completes with the READY line, if it prints one. */
    CompletableFuture<ReadyLine> ready();

    /** How it ended; empty if it still runs. */
    Optional<Exit> exit();
}
