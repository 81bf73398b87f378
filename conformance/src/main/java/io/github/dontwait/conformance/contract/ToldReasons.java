package io.github.dontwait.conformance.contract;

import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why rules of a class were not run, each reason told in full once: of a subject that never answers a reader wants to see
 * the one cause, not sixty copies of it. Any thread may use it.
 */
final class ToldReasons {

    private final Map<String, String> tellers = new ConcurrentHashMap<>();

    /**
     * The result itself, or, if it failed without being run for a reason that was told before, where that is.
     *
     * @param isScored whether it fails its test; nobody reads the text of one that only warns, so it tells for no other
     */
    RuleResult briefly(RuleResult result, boolean isScored) {
        if (result.executed() || result.status() != Status.FAILED) {
            return result;
        }
        String reason = result.reason();
        String teller = isScored ? tellers.putIfAbsent(reason, result.rule().id()) : tellers.get(reason);
        if (teller == null) {
            return result;
        }
        String begin = reason.lines().findFirst().orElse("");
        return result.as(Status.FAILED, "not run, for the reason that " + teller + " tells in full: " + begin);
    }
}
