package io.github.dontwait.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SubjectClassTest {

    /** Has all that is needed. */
    public static class Fit implements Subject {
        @Override
        public Role role() {
            return Role.SERVER;
        }

        @Override
        public RunningSubject start(SubjectSettings settings) {
            throw new SubjectStartException("not in this test");
        }
    }

    /** Has no constructor that can be called. */
    public static class NeedsMore extends Fit {
        public NeedsMore(int more) {
            assertThat(more).isPositive();
        }
    }

    /** Its constructor fails. */
    public static class Throws extends Fit {
        public Throws() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Makes its subject otherwise. */
    public static final class Factory {
        private Factory() {}

        public static Subject subject() {
            return new Fit();
        }
    }

    /** Makes nothing of use. */
    public static final class BadFactory {
        private BadFactory() {}

        public static Object subject() {
            return "a string";
        }
    }

    static final class Hidden extends Fit {}

    @Test
    void aClassOfASubjectIsMade() {
        assertThat(load(Fit.class.getName()).role()).isEqualTo(Role.SERVER);
    }

    @Test
    void aClassMayHaveAFactory() {
        assertThat(load(Factory.class.getName())).isInstanceOf(Fit.class);
    }

    @Test
    void othersAreNamedWithTheRemedy() {
        fails("no.such.Thing")
                .hasMessageContaining("'no.such.Thing' is not on the class path")
                .hasMessageContaining("add its folder or jar");
        fails(NeedsMore.class.getName()).hasMessageContaining("a public constructor without parameters");
        fails(Hidden.class.getName()).hasMessageContaining("make it a public class");
        fails(Throws.class.getName()).hasMessageContaining("it threw java.lang.IllegalStateException: no licence");
        fails(String.class.getName())
                .hasMessageContaining("is no io.github.dontwait.conformance.Subject")
                .hasMessageContaining("implement that interface");
        fails(BadFactory.class.getName()).hasMessageContaining("subject() that returned a java.lang.String");
        fails(Subject.class.getName()).hasMessageContaining("not abstract");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> fails(String name) {
        return assertThatThrownBy(() -> load(name))
                .isInstanceOf(SubjectStartException.class)
                .hasMessageContaining("'" + name + "'");
    }

    private static Subject load(String name) {
        return SubjectClass.load(name, SubjectClassTest.class.getClassLoader());
    }
}
