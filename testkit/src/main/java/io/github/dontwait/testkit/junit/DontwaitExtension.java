package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.leak.LeakCheck;
import io.github.dontwait.testkit.thread.ThreadDump;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Does what {@link DontwaitTest} says; may be named in {@code @ExtendWith} where no default timeout is wanted. */
public final class DontwaitExtension
        implements TestInstancePreConstructCallback,
                BeforeAllCallback,
                BeforeEachCallback,
                BeforeTestExecutionCallback,
                AfterEachCallback,
                ParameterResolver,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                PreInterruptCallback {

    private static final Namespace NAMESPACE = Namespace.create(DontwaitExtension.class);
    private static final long LEAK_PATIENCE_MILLIS = 1_000;
    private static final boolean IS_JUPITER_6 = isJupiter6();
    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    // --- from the beginning to the end: JUnit closes what is in its store, the last first

    @Override
    public void beforeAll(ExtensionContext context) {
        life(context);
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        life(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        life(context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        life(context).beginsNow();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (LongLived.isKeptBy(context)) {
            enclosing(context).map(Life::check).ifPresent(life(context)::leaveJudgementTo);
        }
    }

    /** The life of this very test or class, not of one around it. */
    private static Life life(ExtensionContext context) {
        requireJupiter6();
        return context.getStore(NAMESPACE).computeIfAbsent(context.getUniqueId(), id -> begin(context), Life.class);
    }

    private static void requireJupiter6() {
        if (!IS_JUPITER_6) {
            String found = ExtensionContext.class.getPackage().getImplementationVersion();
            throw new ExtensionConfigurationException("@DontwaitTest needs JUnit Jupiter 6, but the class path has "
                    + (found == null ? "an older one" : found)
                    + "; take org.junit.jupiter:junit-jupiter:6.0.0 or later");
        }
    }

    /** Whether the store is as Jupiter 6 has it: an older one would end each test by a NoSuchMethodError. */
    private static boolean isJupiter6() {
        return Arrays.stream(ExtensionContext.Store.class.getMethods())
                .anyMatch(method -> method.getName().equals("computeIfAbsent"));
    }

    private static Life begin(ExtensionContext context) {
        Timeouts timeouts = timeouts(context);
        return new Life(timeouts, begin(context, timeouts));
    }

    private static Optional<Life> enclosing(ExtensionContext context) {
        return context.getParent().flatMap(parent -> Optional.ofNullable(
                        parent.getStore(NAMESPACE).get(parent.getUniqueId(), Life.class))
                .or(() -> enclosing(parent)));
    }

    private static Timeouts timeouts(ExtensionContext context) {
        return context.getConfigurationParameter(Timeouts.TIME_FACTOR)
                .map(number -> Timeouts.stretched(Timeouts.TIME_FACTOR, number))
                .orElseGet(Timeouts::configured);
    }

    private static @Nullable LeakCheck begin(ExtensionContext context, Timeouts timeouts) {
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            Optional<SkipLeakCheck> skip = AnnotationSupport.findAnnotation(each.getElement(), SkipLeakCheck.class);
            if (skip.isPresent()) {
                if (skip.get().reason().isBlank()) {
                    throw new ExtensionConfigurationException("say the reason of @SkipLeakCheck at " + name(each));
                }
                return null;
            }
        }
        LeakCheck check = LeakCheck.begin(
                        name(context), enclosing(context).map(Life::check).orElse(null))
                .withPatience(Duration.ofMillis(Math.round(LEAK_PATIENCE_MILLIS * timeouts.factor())));
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            each.getElement()
                    .ifPresent(element -> AnnotationSupport.findRepeatableAnnotations(element, AllowThreads.class)
                            .forEach(allowed -> check.allowThreads(allowed.named(), allowed.reason())));
        }
        if (context.getConfigurationParameter(PARALLEL, Boolean::parseBoolean).orElse(false)) {
            check.doNotJudgeDescriptors("tests run in parallel");
        }
        return check;
    }

    private static String name(ExtensionContext context) {
        String type = context.getTestClass().map(Class::getSimpleName).orElse("");
        return context.getTestMethod()
                .map(method -> type + "." + method.getName()
                        + (context.getDisplayName().startsWith(method.getName())
                                ? "()"
                                : " " + context.getDisplayName()))
                .orElse(type);
    }

    // --- parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.isKnown(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.resolve(parameter, life(context), context);
    }

    // --- failures

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure, context);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure, context);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure, context);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure, context);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure, context);
    }

    /** Called while the thread still hangs, by another one. */
    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupt, ExtensionContext context) {
        Life life = life(context);
        Set<Thread> threads = new LinkedHashSet<>(Set.of(interrupt.getThreadToInterrupt()));
        threads.addAll(life.threads());
        life.rememberThreadsAtTimeout(
                Explanation.ofThreads("Threads when the time was over:", ThreadDump.take(), threads));
        life.insistOn(interrupt.getThreadToInterrupt(), name(context));
    }

    private static Throwable explained(Throwable failure, ExtensionContext context) {
        Explanation afterTimeout = life(context).insistNoMore();
        if (failure instanceof TestAbortedException) {
            return failure;
        }
        if (!Failures.carriesTranscript(failure)) {
            for (Life life : lives(context)) {
                Transcript transcript = life.transcript();
                if (!transcript.events().isEmpty()) {
                    failure.addSuppressed(Explanation.of(transcript));
                }
            }
        }
        Explanation atTimeout = life(context).threadsAtTimeout();
        if (atTimeout != null) {
            failure.addSuppressed(atTimeout);
        } else if (Failures.isOfTime(failure)) {
            life(context).explainByThreads(failure);
        }
        if (afterTimeout != null) {
            failure.addSuppressed(afterTimeout);
        }
        lives(context).forEach(life -> life.deaths().forEach(failure::addSuppressed));
        return failure;
    }

    /** The life of this test and those of the classes around it. */
    private static List<Life> lives(ExtensionContext context) {
        List<Life> lives = new ArrayList<>();
        lives.add(life(context));
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            enclosing(each).filter(life -> !lives.contains(life)).ifPresent(lives::add);
        }
        return lives;
    }
}
