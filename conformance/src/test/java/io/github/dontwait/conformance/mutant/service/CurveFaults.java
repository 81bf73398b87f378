package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.CurveService;
import io.github.dontwait.conformance.mutant.Kills;

/** Services that ask the wrong question about keys, or none. */
final class CurveFaults {

    private CurveFaults() {}

    /** Has nobody to ask, and its library then lets everybody in who knows the server's key. */
    @Kills(rule = "SEC-07", says = "outsider-1 (who has a key that is not accepted) to be kept out")
    static final class AllowsEveryKey extends CurveService {

        @Override
        protected boolean hasGate() {
            return false;
        }
    }

    /** Takes no list of keys for no restriction. */
    @Kills(rule = "SEC-07", says = "where no key is accepted) to be kept out")
    static final class TakesAnEmptyListForEverybody extends CurveService {

        @Override
        protected boolean accepts(String key) {
            return acceptedKeys().isEmpty() || super.accepts(key);
        }
    }

    /** Takes the first of several keys for the only one. */
    @Kills(rule = "SEC-11", says = "dealer-with-curve-2")
    static final class AcceptsTheFirstKeyOnly extends CurveService {

        @Override
        protected boolean accepts(String key) {
            return acceptedKeys().indexOf(key) == 0;
        }
    }

    /** Serves without CURVE where it was given one key of its pair. */
    @Kills(rule = "SHD-17", says = "DONTWAIT_CURVE_PUBLICKEY=''")
    static final class TakesHalfAPairOfKeys extends CurveService {

        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.value(SubjectSettings.CURVE_PUBLICKEY).isPresent()
                    ? told
                    : told.with(SubjectSettings.SECURITY, "null").without(SubjectSettings.CURVE_SECRETKEY);
        }
    }

    /** Fills up a key that is too short. */
    @Kills(rule = "SHD-17", says = "it started")
    static final class FillsUpKeys extends CurveService {

        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.value(SubjectSettings.CURVE_PUBLICKEY)
                    .map(key -> told.with(SubjectSettings.CURVE_PUBLICKEY, (key + "0".repeat(40)).substring(0, 40)))
                    .orElse(told);
        }
    }
}
