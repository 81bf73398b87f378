package io.github.dontwait.conformance.bench;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Profile;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.Rung;
import io.github.dontwait.conformance.Subject;
import org.jspecify.annotations.Nullable;

/** Tells which rules a subject can be held to, by how it is plugged in and what it declares. */
record Fitness(Subject.Kind kind, Introduction introduction, boolean destructive) {

    /** Why a rule cannot be held against this subject; null if it can. */
    @Nullable
    String unfit(RuleInfo info) {
        Rule rule = info.rule();
        if (rule.rung() != Rung.ENDPOINT && !kind.isStartedBySuite()) {
            return "the suite must start the subject itself to decide it (--exec)";
        }
        if (rule.rung() == Rung.CONTAINER && kind != Subject.Kind.IMAGE) {
            return "only a container can be paused and cut off";
        }
        if (rule.rung() == Rung.JAVA && kind != Subject.Kind.CLASS) {
            return "only an object in this JVM lets its threads be seen";
        }
        if (!rule.java() && kind == Subject.Kind.CLASS) {
            return "it looks at the subject's process, and an object in this JVM has none";
        }
        if (!introduction.profile().includes(rule.profile())) {
            return "a rule of profile " + rule.profile().word() + "; the subject follows "
                    + introduction.profile().word();
        }
        if (rule.ready() && !introduction.saidReady()) {
            return introduction.malformedReady() == null
                    ? "the subject did not say READY: a plain program promises no orderly stop"
                    : "its line '" + introduction.malformedReady()
                            + "' is no READY line: expected READY tcp://host:port";
        }
        for (Capability need : rule.needs()) {
            if (!introduction.declares(need)) {
                return "the subject does not declare " + need.word();
            }
        }
        if (rule.destructive() && !kind.isStartedBySuite() && !destructive) {
            return "it may kill a subject that the suite did not start (--destructive runs it all the same)";
        }
        return null;
    }

    /** Why a rule has failed before it is run; null if it has not. */
    @Nullable
    String missing(RuleInfo info) {
        if (info.rule().profile() != Profile.WIRE && introduction.noFirstReply() != null) {
            return "no first reply: " + introduction.noFirstReply();
        }
        for (Capability need : info.rule().needs()) {
            String broken = introduction.broken().get(need);
            if (broken != null) {
                return "declares " + need.word() + ", but it does not work: " + broken;
            }
        }
        return null;
    }
}
