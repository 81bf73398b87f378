package io.github.dontwait.conformance.run;

import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.ClientContract;
import io.github.dontwait.conformance.contract.Contract;
import io.github.dontwait.conformance.contract.ServerContract;
import io.github.dontwait.conformance.contract.WorkerContract;

/** The contracts as the command line implements them: the subject is whatever the user named. */
sealed interface External extends Contract {

    record Worker(Subject subject) implements External, WorkerContract {}

    record Server(Subject subject) implements External, ServerContract {}

    record Client(Subject subject) implements External, ClientContract {}

    static Contract of(Subject subject) {
        return switch (subject.role()) {
            case WORKER -> new Worker(subject);
            case SERVER -> new Server(subject);
            case CLIENT -> new Client(subject);
        };
    }
}
