package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleCatalog;

/** Which contract belongs to which role. */
public final class Contracts {

    private Contracts() {}

    /** The contract of a role. */
    public static Class<? extends Contract> classOf(Role role) {
        return switch (role) {
            case WORKER -> WorkerContract.class;
            case SERVER -> ServerContract.class;
            case CLIENT -> ClientContract.class;
        };
    }

    /** The rules of a role. */
    public static RuleCatalog of(Role role) {
        return RuleCatalog.of(classOf(role));
    }
}
