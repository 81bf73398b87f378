package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.util.HashSet;
import java.util.Set;

/** Settings that change what they must not, or are read otherwise than they are meant. */
final class SettingsFaults {

    private SettingsFaults() {}

    @Kills(rule = "SHD-21", says = "a start without DONTWAIT_CONTRACT to declare")
    static final class DeclaresVerbsOnDemand extends ModelService {
        @Override
        protected Set<String> capabilities() {
            Set<String> words = new HashSet<>(super.capabilities());
            if (!settings().hasVerbs()) {
                words.removeAll(Set.of("work", "fail", "defer", "stats", "whoami"));
            }
            return words;
        }
    }

    @Kills(rule = "SHD-21", says = "; missing: [hwm]")
    static final class DeclaresLessWhenTold extends ModelService {
        @Override
        protected Set<String> capabilities() {
            Set<String> words = new HashSet<>(super.capabilities());
            if (settings().highWaterMark().isPresent()) {
                words.remove("hwm");
            }
            return words;
        }
    }

    @Kills(rule = "ENV-14", says = "[ \"$fail\" ]")
    static final class ObeysVerbsAlways extends ModelService {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.with(SubjectSettings.CONTRACT, "1");
        }
    }

    @Kills(rule = "ENV-14", says = "[ \"$fail\" ]")
    static final class RefusesVerbsUnasked extends ModelService {
        @Override
        protected void onEcho(Request request) {
            String first = request.word(0);
            if (!settings().hasVerbs() && first != null && first.startsWith("$")) {
                reply(request, request.answer(words("$error", "no verbs here")));
            } else {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "SHD-17", says = "DONTWAIT_PEER_TTL_MS='0'")
    static final class TakesNoTimeToLive extends ModelService {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.value(SubjectSettings.PEER_TTL_MS).filter("0"::equals).isPresent()
                    ? told.without(SubjectSettings.PEER_TTL_MS)
                    : told;
        }
    }

    @Kills(rule = "SHD-22", says = "every variable but its endpoint is empty")
    static final class RefusesEmptyValues extends ModelService {
        @Override
        protected void checkSettings(SubjectSettings told) {
            super.checkSettings(told);
            if (told.toEnvironment().getOrDefault(SubjectSettings.HWM, "1").isEmpty()) {
                throw new IllegalArgumentException(SubjectSettings.HWM + "='': expected a number");
            }
        }
    }

    @Kills(rule = "SHD-22", says = "[ \"$stats\" ]")
    static final class TakesEmptyForSet extends ModelService {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.toEnvironment().containsKey(SubjectSettings.CONTRACT)
                    ? told.with(SubjectSettings.CONTRACT, "1")
                    : told;
        }
    }

    @Kills(rule = "ENV-15", says = "32 MiB")
    static final class AcceptsSixteenMegabytes extends ModelService {
        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withMaxFrame(16_777_216 + 4_096);
        }
    }

    @Kills(rule = "ENV-15", says = "32 MiB")
    static final class AcceptsAnOctetTooFew extends ModelService {
        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withMaxFrame((32 << 20) - 1);
        }
    }
}
