package io.github.dontwait.testkit.container;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test on real containers: skipped at once, with the reason, where there is no engine or no such image; failed where
 * {@code DONTWAIT_REQUIRE} names docker.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("docker")
@ExtendWith(NeedsImages.Condition.class)
@interface NeedsImages {

    String REFERENCE = "dontwait/reference";
    String PYZMQ = "dontwait/python-pyzmq";

    /** Asks once for all tests. */
    final class Condition implements ExecutionCondition {

        private static final Optional<String> OBSTACLE = Stream.of(REFERENCE, PYZMQ)
                .map(ActorContainer::obstacle)
                .flatMap(Optional::stream)
                .findFirst()
                .map(reason -> reason + " (.ci/engine and .ci/images make both)");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String required = Objects.requireNonNullElse(System.getenv("DONTWAIT_REQUIRE"), "");
            if (OBSTACLE.isPresent() && Arrays.asList(required.split(",")).contains("docker")) {
                throw new ExtensionConfigurationException("DONTWAIT_REQUIRE asks for docker: " + OBSTACLE.get());
            }
            return OBSTACLE.map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> enabled("engine and images are there"));
        }
    }
}
