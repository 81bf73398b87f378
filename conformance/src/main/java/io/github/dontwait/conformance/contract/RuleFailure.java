package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.report.FailureText;
import io.github.dontwait.conformance.report.Invocation;
import java.lang.reflect.Method;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/** A violated rule as a failed test: the console's words, and how to repeat it with Maven. */
record RuleFailure(RuleResult result, String again) {

    /** The command line that runs a test alone, told what this run was told. */
    static String again(Class<?> testClass, Method test, Map<String, String> told) {
        String name = testClass.getName();
        String type = name.substring(name.lastIndexOf('.') + 1);
        StringBuilder command = new StringBuilder("mvn test ");
        command.append(word("-Dtest=" + type + "#" + test.getName()));
        told.forEach((parameter, value) -> command.append(' ').append(word("-D" + parameter + "=" + value)));
        return command.toString();
    }

    /** A hash begins a comment only where a word begins. */
    private static String word(String word) {
        String quoted = Invocation.quote(word.replace('#', '_'));
        return quoted.startsWith("'") ? Invocation.quote(word) : word;
    }

    String text() {
        return FailureText.of(result, again);
    }

    /** Its one frame is the line of the rule that noticed: the way there through suite and JUnit tells nothing. */
    AssertionFailedError error() {
        AssertionFailedError error = new AssertionFailedError(text());
        RuleResult.Violation violation = result.violation();
        String at = violation == null ? null : violation.at();
        if (at != null) {
            Method rule = result.rule().method();
            int colon = at.lastIndexOf(':');
            String file = at.substring(0, colon);
            String type = rule.getDeclaringClass().getPackageName() + "." + file.replace(".java", "");
            int line = Integer.parseInt(at.substring(colon + 1));
            error.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, rule.getName(), file, line)});
        }
        return error;
    }
}
