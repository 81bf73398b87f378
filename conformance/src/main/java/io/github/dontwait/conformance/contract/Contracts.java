package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.bench.AnyBench;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /** The ids of the rules of all roles. */
    static Set<String> ids() {
        return Arrays.stream(Role.values())
                .flatMap(role -> of(role).rules().stream())
                .map(RuleInfo::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Runs a rule's method on a contract.
     *
     * @throws Throwable what the rule throws, as it is
     */
    public static void invoke(RuleInfo rule, Contract contract, AnyBench bench) throws Throwable {
        try {
            rule.method().invoke(contract, bench);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
