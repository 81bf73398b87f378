package io.github.dontwait.conformance;

import java.util.List;

/**
 * A thing that can be started and reached: what the suite checks.
 *
 * <p>A user's own subject in Java is most easily made from a method that starts it at an endpoint:
 *
 * <pre>{@code
 * class MyWorkerTest implements WorkerContract {
 *     public Subject subject() {
 *         return Subject.closeable(MyWorker::start); // AutoCloseable start(String endpoint)
 *     }
 * }
 * }</pre>
 *
 * <p>One that has more to say, its capabilities for instance, is made with {@link #of(Starter)}.
 *
 * <p>The suite starts a subject many times, sometimes several at once, each with a concrete free port of its own.
 */
public interface Subject {

    /** Which side of the conversation the subject takes. */
    Role role();

    /**
     * Starts it; returning says that it is ready, as the READY line of a process does.
     *
     * @param settings what the suite asks for; the endpoint is always given
     * @return the running subject, to be closed by the caller
     * @throws SubjectStartException if it cannot be started or reached; the message is shown to the user
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    RunningSubject start(SubjectSettings settings) throws InterruptedException;

    /** How reports name it. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** How it is plugged in. */
    default Kind kind() {
        return Kind.CLASS;
    }

    /** What repeats it: the command line of a process, the endpoint, the class name. */
    default List<String> command() {
        return List.of(getClass().getName());
    }

    /**
     * A worker in this JVM that takes an endpoint and nothing else, and whose {@code close()} is its orderly stop: it returns
     * when the port is released. It declares no capability, and is held to what can be seen of any echo service.
     */
    static Subject closeable(Opener opener) {
        return closeable(Role.WORKER, opener);
    }

    /** The same in a role: {@link #closeable(Opener)}. */
    static Subject closeable(Role role, Opener opener) {
        return of(role, settings -> RunningCloseable.open(opener, settings.endpoint()));
    }

    /** A worker in this JVM, started by a method of the user's own. */
    static Subject of(Starter starter) {
        return of(Role.WORKER, starter);
    }

    /** A subject in this JVM, started by a method of the user's own. */
    static Subject of(Role role, Starter starter) {
        return new Subject() {
            @Override
            public Role role() {
                return role;
            }

            @Override
            public RunningSubject start(SubjectSettings settings) throws InterruptedException {
                try {
                    return starter.start(settings);
                } catch (InterruptedException | SubjectStartException e) {
                    throw e;
                } catch (Exception e) {
                    throw new SubjectStartException("the subject's start method threw " + e, e);
                }
            }

            @Override
            public String name() {
                return "a " + role.word() + " in Java";
            }
        };
    }

    /** A method that starts a subject in this JVM. */
    @FunctionalInterface
    interface Starter {
        /** Starts it; see {@link Subject#start}. */
        RunningSubject start(SubjectSettings settings) throws Exception;
    }

    /** A method that starts a subject in this JVM at an endpoint. */
    @FunctionalInterface
    interface Opener {
        /** Starts it; it is bound when this returns. Closing it stops it in order. */
        AutoCloseable open(String endpoint) throws Exception;
    }

    /** The ways to plug a subject in, as reports name them. */
    enum Kind {
        EXEC("exec", Rung.PROCESS),
        ENDPOINT("endpoint", Rung.ENDPOINT),
        IMAGE("image", Rung.CONTAINER),
        CLASS("class", Rung.JAVA),
        REFERENCE("reference", Rung.PROCESS);

        private final String word;
        private final Rung rung;

        Kind(String word, Rung rung) {
            this.word = word;
            this.rung = rung;
        }

        public String word() {
            return word;
        }

        public Rung rung() {
            return rung;
        }

        /** Tells whether the suite starts and stops such a subject. */
        public boolean isStartedBySuite() {
            return this != ENDPOINT;
        }
    }
}
