package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.conformance.bench.Session;
import io.github.dontwait.conformance.bench.SessionOptions;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs the rules of a contract under JUnit, through the same session as the command line.
 *
 * <p>Configuration parameters of the JUnit platform: {@code dontwait.time-factor}, {@code dontwait.seed},
 * {@code dontwait.level} (the lowest level that fails a test; default {@code must}), {@code dontwait.hardened}.
 */
final class RuleExtension implements BeforeAllCallback, ParameterResolver, InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(RuleExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        RuleGuard.requireNoDroppedRule(context.getRequiredTestClass());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return AnyBench.class.isAssignableFrom(parameter.getParameter().getType())
                && parameter.getDeclaringExecutable().isAnnotationPresent(Rule.class);
    }

    /** Null: the session makes a bench for each attempt when the rule is run. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return null;
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Rule rule = method.getExecutable().getAnnotation(Rule.class);
        Object target = method.getTarget().orElse(null);
        if (rule == null || !(target instanceof Contract contract)) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        if (rule.hardened()
                && !context.getConfigurationParameter("dontwait.hardened")
                        .map(Boolean::parseBoolean)
                        .orElse(false)) {
            throw new TestAbortedException("a hardened rule: runs with dontwait.hardened=true");
        }
        RuleInfo info = new RuleInfo(rule, method.getExecutable());
        Session session = session(context, contract);
        RuleResult result = Deviation.Entries.of(context.getRequiredTestClass())
                .judge(session.run(info, bench -> Contracts.invoke(info, contract, bench)));
        report(result, level(context));
    }

    private static Session session(ExtensionContext context, Contract contract) {
        ExtensionContext ofClass = context.getParent()
                .orElseThrow(() ->
                        new ExtensionConfigurationException("a rule outside a test class: " + context.getUniqueId()));
        return ofClass.getStore(NAMESPACE)
                .computeIfAbsent(
                        Session.class,
                        key -> {
                            try {
                                return Session.open(contract.subject(), options(context));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new TestAbortedException("interrupted while the subject was started", e);
                            }
                        },
                        Session.class);
    }

    private static SessionOptions options(ExtensionContext context) {
        double factor = context.getConfigurationParameter("dontwait.time-factor")
                .map(Double::parseDouble)
                .orElse(1.0);
        long seed = context.getConfigurationParameter("dontwait.seed")
                .map(Long::parseLong)
                .orElse(1L);
        SessionOptions standard = SessionOptions.standard();
        return new SessionOptions(standard.profile(), standard.capabilities(), factor, seed, standard.destructive());
    }

    private static Level level(ExtensionContext context) {
        return context.getConfigurationParameter("dontwait.level")
                .map(Level::of)
                .orElse(Level.MUST);
    }

    private static void report(RuleResult result, Level lowest) {
        switch (result.status()) {
            case PASSED -> {}
            case KNOWN -> throw new TestAbortedException("known deviation: " + result.reason());
            case NOT_APPLICABLE -> throw new TestAbortedException("not applicable: " + result.reason());
            case INCONCLUSIVE -> throw new TestAbortedException("inconclusive: " + result.reason());
            case ERROR -> throw new IllegalStateException(result.reason());
            case FAILED -> {
                String text = text(result);
                if (!result.rule().rule().level().isScoredAt(lowest)) {
                    throw new TestAbortedException("warning: " + text);
                }
                throw new AssertionFailedError(text);
            }
        }
    }

    private static String text(RuleResult result) {
        Rule rule = result.rule().rule();
        RuleResult.Violation violation = result.violation();
        String what = violation == null
                ? result.reason()
                : "Expecting " + violation.expected() + "\nbut " + violation.observed()
                        + (violation.difference() == null ? "" : "\n" + violation.difference());
        return "[" + rule.id() + " " + rule.level() + "] " + result.rule().name() + "\n\n" + what + "\n\nSource: "
                + rule.source();
    }
}
