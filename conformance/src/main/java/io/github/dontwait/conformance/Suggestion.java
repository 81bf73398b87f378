package io.github.dontwait.conformance;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean …?" */
public final class Suggestion {

    private Suggestion() {}

    /** The candidate most like the word; empty if none is like it at all. */
    public static Optional<String> of(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int letters = wanted.replaceFirst("^-+", "").length();
        int least = Math.max(1, letters / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The hint for a word, or what else to say if there is none. */
    public static String hint(String word, Collection<String> candidates, String otherwise) {
        return of(word, candidates)
                .map(found -> "did you mean '" + found + "'?")
                .orElse(otherwise);
    }

    /** Levenshtein's distance, with the swap of two neighbours as one step. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int fewest = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + change);
                boolean isSwapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                steps[i][j] = isSwapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
            }
        }
        return steps[a.length()][b.length()];
    }
}
