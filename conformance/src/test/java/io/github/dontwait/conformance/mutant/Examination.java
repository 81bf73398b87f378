package io.github.dontwait.conformance.mutant;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.bench.Session;
import io.github.dontwait.conformance.bench.SessionOptions;
import io.github.dontwait.conformance.contract.ClientContract;
import io.github.dontwait.conformance.contract.Contract;
import io.github.dontwait.conformance.contract.Contracts;
import io.github.dontwait.conformance.contract.ServerContract;
import io.github.dontwait.conformance.contract.WorkerContract;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds subjects to rules as JUnit and the command line do, one rule at a time. */
final class Examination {

    private Examination() {}

    private record Worker(Subject subject) implements WorkerContract {}

    private record Server(Subject subject) implements ServerContract {}

    private record Client(Subject subject) implements ClientContract {}

    /** Runs one rule in an open session. */
    static RuleResult run(Session session, Subject subject, RuleInfo rule) throws InterruptedException {
        Contract contract =
                switch (subject.role()) {
                    case WORKER -> new Worker(subject);
                    case SERVER -> new Server(subject);
                    case CLIENT -> new Client(subject);
                };
        return session.run(rule, bench -> Contracts.invoke(rule, contract, bench));
    }

    /** Runs one rule in a session of its own. */
    static RuleResult run(Subject subject, RuleInfo rule, double timeFactor) throws InterruptedException {
        try (Session session = Session.open(subject, SessionOptions.standard().withTimeFactor(timeFactor))) {
            return run(session, subject, rule);
        }
    }

    /** The rule of this id for a role. */
    static Optional<RuleInfo> find(Role role, String id) {
        return Contracts.of(role).find(id);
    }

    /** The rules of every role, each id once. */
    static Map<String, RuleInfo> allRules() {
        Map<String, RuleInfo> all = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            RuleCatalog catalog = Contracts.of(role);
            catalog.rules().forEach(rule -> all.putIfAbsent(rule.id(), rule));
        }
        return all;
    }

    /** Whether an absence that is otherwise skipped, visibly, is to fail: the word is in DONTWAIT_REQUIRE. */
    static boolean isRequired(String word) {
        @Nullable String required = System.getenv("DONTWAIT_REQUIRE");
        return required != null && Arrays.asList(required.split(",")).contains(word);
    }
}
