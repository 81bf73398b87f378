package io.github.dontwait.conformance.mutant.service;

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
}
