package io.github.dontwait.testkit.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Where scripts that are played together wait for each other. Any thread. */
final class MeetingPlaces {

    /** The others will not come: nothing that this script has done wrong. */
    static final class NotMet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NotMet(String place) {
            super("the others did not come to \"" + place + "\"");
        }
    }

    private final Map<String, Integer> missing = new HashMap<>();
    private final long endNanos;
    private boolean isBroken;

    /** The places that these scripts name; nobody waits at one beyond the end. */
    MeetingPlaces(List<Script> scripts, long endNanos) {
        this.endNanos = endNanos;
        for (Script script : scripts) {
            for (Script.Step step : script.steps()) {
                if (step instanceof Script.Meet meet) {
                    missing.merge(meet.place(), 1, Integer::sum);
                }
            }
        }
        if (scripts.size() > 1) {
            requireNobodyAlone();
        }
    }

    /** A place that one script names is a misspelt one: nothing is put in order by it. */
    private void requireNobodyAlone() {
        missing.forEach((place, scripts) -> {
            if (scripts == 1) {
                throw new IllegalArgumentException("only one script meets the others at \"" + place
                        + "\"; the places that are named: " + new TreeSet<>(missing.keySet()));
            }
        });
    }

    /** No places: whoever comes to one is alone, and goes on. */
    static MeetingPlaces none() {
        return new MeetingPlaces(List.of(), System.nanoTime());
    }

    /** Comes to the place and waits for the others. */
    synchronized void meet(String place) {
        int left = missing.merge(place, -1, Integer::sum);
        notifyAll();
        try {
            while (left > 0) {
                long nanos = endNanos - System.nanoTime();
                if (isBroken || nanos <= 0) {
                    throw new NotMet(place);
                }
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
                left = missing.getOrDefault(place, 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the others at \"" + place + "\"");
        }
    }

    /** Lets nobody wait any more. */
    synchronized void breakUp() {
        isBroken = true;
        notifyAll();
    }
}
