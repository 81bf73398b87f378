package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.Level;
import io.github.dontwait.conformance.Report;
import io.github.dontwait.conformance.RequirementSetException;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.bench.AnyBench;
import io.github.dontwait.conformance.bench.Session;
import io.github.dontwait.conformance.bench.SessionOptions;
import io.github.dontwait.conformance.report.RequirementSets;
import io.github.dontwait.testkit.wire.Timeouts;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs the rules of a contract under JUnit, through the same session as the command line. What it can be told is said in
 * {@link Contract}.
 */
final class RuleExtension implements BeforeAllCallback, ParameterResolver, InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(RuleExtension.class);

    private static final String TIME_FACTOR = Timeouts.TIME_FACTOR;
    private static final String SEED = "dontwait.seed";
    private static final String LEVEL = "dontwait.level";
    private static final String HARDENED = "dontwait.hardened";
    private static final String REQUIREMENTS = "dontwait.requirements";
    private static final List<String> PARAMETERS = List.of(TIME_FACTOR, SEED, LEVEL, HARDENED, REQUIREMENTS);

    @Override
    public void beforeAll(ExtensionContext context) {
        RuleGuard.requireNoDroppedRule(context.getRequiredTestClass());
        // What cannot be used is said once, for the whole class.
        context.getStore(NAMESPACE).put(Report.Scoring.class, scoring(context));
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
                && !context.getConfigurationParameter(HARDENED, Boolean::parseBoolean)
                        .orElse(false)) {
            throw new TestAbortedException("a hardened rule: runs with dontwait.hardened=true");
        }
        RuleInfo info = new RuleInfo(rule, method.getExecutable());
        Session session = session(context, contract);
        RuleResult result = Deviation.Entries.of(context.getRequiredTestClass())
                .judge(session.run(info, bench -> Contracts.invoke(info, contract, bench)));
        Report.Scoring scoring = ofClass(context)
                .getStore(NAMESPACE)
                .computeIfAbsent(Report.Scoring.class, key -> scoring(context), Report.Scoring.class);
        report(told(context).briefly(result, scoring.counts(info)), scoring, context);
    }

    private static ToldReasons told(ExtensionContext context) {
        return ofClass(context)
                .getStore(NAMESPACE)
                .computeIfAbsent(ToldReasons.class, key -> new ToldReasons(), ToldReasons.class);
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getParent()
                .orElseThrow(() ->
                        new ExtensionConfigurationException("a rule outside a test class: " + context.getUniqueId()));
    }

    private static Session session(ExtensionContext context, Contract contract) {
        return ofClass(context)
                .getStore(NAMESPACE)
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
        double factor = context.getConfigurationParameter(TIME_FACTOR)
                .map(number -> Timeouts.stretched(TIME_FACTOR, number))
                .orElseGet(Timeouts::configured)
                .factor();
        long seed = context.getConfigurationParameter(SEED, Long::parseLong).orElse(1L);
        SessionOptions standard = SessionOptions.standard();
        return new SessionOptions(standard.profile(), standard.capabilities(), factor, seed, standard.destructive());
    }

    private static String again(ExtensionContext context) {
        Map<String, String> told = new LinkedHashMap<>();
        for (String parameter : PARAMETERS) {
            context.getConfigurationParameter(parameter).ifPresent(value -> told.put(parameter, value));
        }
        return RuleFailure.again(context.getRequiredTestClass(), context.getRequiredTestMethod(), told);
    }

    /**
     * Which rules fail a test.
     *
     * @throws ExtensionConfigurationException if there is no such set of requirements
     */
    private static Report.Scoring scoring(ExtensionContext context) {
        Level lowest = context.getConfigurationParameter(LEVEL, Level::of).orElse(Level.MUST);
        try {
            return new Report.Scoring(
                    lowest,
                    context.getConfigurationParameter(REQUIREMENTS)
                            .map(set -> RequirementSets.find(set.strip(), Contracts.ids()))
                            .orElse(null));
        } catch (RequirementSetException e) {
            throw new ExtensionConfigurationException(
                    REQUIREMENTS + ": " + e.getMessage() + (e.remedy().isEmpty() ? "" : "; " + e.remedy()), e);
        }
    }

    private static void report(RuleResult result, Report.Scoring scoring, ExtensionContext context) {
        switch (result.status()) {
            case PASSED -> {}
            case KNOWN -> throw new TestAbortedException("known deviation: " + result.reason());
            case NOT_APPLICABLE -> throw new TestAbortedException("not applicable: " + result.reason());
            case INCONCLUSIVE -> throw new TestAbortedException("inconclusive: " + result.reason());
            case ERROR -> throw new IllegalStateException(result.reason());
            case FAILED -> {
                RuleFailure failure = new RuleFailure(result, again(context));
                if (!scoring.counts(result.rule())) {
                    throw new TestAbortedException("warning, " + scoring.whyNot(result.rule()) + ": " + failure.text());
                }
                throw failure.error();
            }
        }
    }
}
