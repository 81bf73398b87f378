package io.github.dontwait.conformance.reference;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.ServerContract;

/** The reference server, embedded. */
class ReferenceServerTest implements ServerContract {

    @Override
    public Subject subject() {
        return Subject.of(Role.SERVER, EmbeddedReference::start);
    }
}
