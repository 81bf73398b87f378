package io.github.dontwait.conformance.cli;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;

/** Java subjects that do not start. */
public abstract class BadClass implements Subject {

    @Override
    public Role role() {
        return Role.WORKER;
    }

    /** Throws something of its own. */
    public static final class Throwing extends BadClass {
        @Override
        public RunningSubject start(SubjectSettings settings) {
            throw new IllegalStateException("no port left");
        }
    }

    /** Returns nothing. */
    public static final class ReturningNull extends BadClass {
        @Override
        @SuppressWarnings("NullAway")
        public RunningSubject start(SubjectSettings settings) {
            return null;
        }
    }

    /** Runs its loop in start(), as one does who has not read on. */
    public static final class Hanging extends BadClass {
        @Override
        public RunningSubject start(SubjectSettings settings) throws InterruptedException {
            Thread.currentThread().join();
            throw new IllegalStateException("never reached");
        }
    }
}
