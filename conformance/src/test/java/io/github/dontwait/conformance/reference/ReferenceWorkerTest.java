package io.github.dontwait.conformance.reference;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.WorkerContract;

/** The reference worker, embedded. */
class ReferenceWorkerTest implements WorkerContract {

    @Override
    public Subject subject() {
        return Subject.of(Role.WORKER, EmbeddedReference::start);
    }
}
