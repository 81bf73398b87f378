package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleCatalog;
import io.github.dontwait.conformance.RuleInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Guards against rules that vanish: JUnit neither runs nor mentions an inherited test whose override lost its
 * annotation.
 */
final class RuleGuard {

    private RuleGuard() {}

    /**
     * Fails a test class that hides a rule of its contracts.
     *
     * @throws ExtensionConfigurationException naming the rules and the remedy
     */
    static void requireNoDroppedRule(Class<?> testClass) {
        List<String> dropped = new ArrayList<>();
        for (Class<?> contract : contractsOf(testClass)) {
            for (RuleInfo rule : RuleCatalog.of(contract).rules()) {
                Method used = resolved(testClass, rule.method());
                if (!used.isAnnotationPresent(Rule.class)) {
                    dropped.add(rule.id() + " (" + used.getName() + ", overridden in "
                            + used.getDeclaringClass().getSimpleName() + " without @Rule)");
                }
            }
        }
        if (!dropped.isEmpty()) {
            throw new ExtensionConfigurationException("rules would be silently skipped: "
                    + String.join(", ", new LinkedHashSet<>(dropped))
                    + ". Remove the override; what is known to fail is said with @Deviation.");
        }
    }

    private static Set<Class<?>> contractsOf(Class<?> type) {
        Set<Class<?>> contracts = new LinkedHashSet<>();
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            for (Class<?> implemented : current.getInterfaces()) {
                if (Contract.class.isAssignableFrom(implemented)) {
                    contracts.add(implemented);
                }
            }
        }
        return contracts;
    }

    private static Method resolved(Class<?> testClass, Method rule) {
        try {
            return testClass.getMethod(rule.getName(), rule.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("an inherited public method cannot be missing: " + rule, e);
        }
    }
}
