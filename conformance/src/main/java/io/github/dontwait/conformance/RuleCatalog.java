package io.github.dontwait.conformance;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules of one contract, in the order in which they are run and listed: by group, then by id.
 *
 * <p>It knows only the contracts it is given; which contract belongs to which role is said in {@code contract.Contracts}.
 */
public final class RuleCatalog {

    /** How a pattern is written, for whoever wrote one that matches nothing. */
    public static final String PATTERNS = "give an id (IDN-01), a group (IDENTITY) or a glob (SHD-*)";

    private final Map<String, RuleInfo> rules = new LinkedHashMap<>();

    private RuleCatalog(List<RuleInfo> rules) {
        for (RuleInfo rule : rules) {
            RuleInfo twin = this.rules.put(rule.id(), rule);
            if (twin != null && !twin.method().equals(rule.method())) {
                throw new IllegalArgumentException(
                        "two rules have the id " + rule.id() + ": " + twin.method() + " and " + rule.method());
            }
        }
    }

    /**
     * Reads the rules of a contract and of all contracts that it extends.
     *
     * @throws IllegalArgumentException if two rules share an id, or an id belongs to no group
     */
    public static RuleCatalog of(Class<?> contract) {
        List<RuleInfo> found = new ArrayList<>();
        for (Method method : contract.getMethods()) {
            Rule rule = method.getAnnotation(Rule.class);
            if (rule != null && !method.isBridge()) {
                found.add(new RuleInfo(rule, method));
            }
        }
        found.sort(Comparator.comparing(RuleInfo::group).thenComparing(RuleInfo::id));
        return new RuleCatalog(found);
    }

    /** All rules, in order. */
    public List<RuleInfo> rules() {
        return List.copyOf(rules.values());
    }

    /** The rule of this id, whatever its case. */
    public Optional<RuleInfo> find(String id) {
        return Optional.ofNullable(rules.get(id.toUpperCase(Locale.ROOT)));
    }

    /** The rules that satisfy a condition, as a catalogue of their own. */
    public RuleCatalog only(Predicate<RuleInfo> condition) {
        return new RuleCatalog(rules.values().stream().filter(condition).toList());
    }

    /**
     * Reads a pattern of the command line: a rule's id, a group's name or prefix, or a glob over ids ({@code SHD-*}).
     *
     * @throws IllegalArgumentException if it matches no rule of this catalogue: a misspelt pattern must never select
     *     nothing in silence
     */
    public Predicate<RuleInfo> matching(String pattern) {
        Predicate<RuleInfo> matches = pattern(pattern);
        if (rules.values().stream().noneMatch(matches)) {
            throw new IllegalArgumentException(
                    "no rule matches '" + pattern + "': " + PATTERNS + "; 'dontwait rules' lists them");
        }
        return matches;
    }

    /** What a pattern selects, of whatever catalogue. */
    public static Predicate<RuleInfo> pattern(String pattern) {
        String wanted = pattern.toUpperCase(Locale.ROOT);
        Pattern glob =
                Pattern.compile(Pattern.quote(wanted).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
        return rule -> glob.matcher(rule.id()).matches()
                || rule.group().name().equals(wanted)
                || rule.group().prefix().equals(wanted);
    }
}
