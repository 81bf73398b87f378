package io.github.dontwait.conformance.reference;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.ClientContract;

/** The reference client, embedded. */
class ReferenceClientTest implements ClientContract {

    @Override
    public Subject subject() {
        return Subject.of(Role.CLIENT, EmbeddedReference::start);
    }
}
