package io.github.dontwait.conformance.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Rules for programs: in a report, and as a list of their own. */
public final class RuleJson {

    private RuleJson() {}

    /**
     * A rule and the roles that are held to it, each of which may look for other causes and have other mutants.
     *
     * @param byRole at least one
     */
    public record Listed(SortedMap<Role, RuleInfo> byRole) {

        public Listed {
            byRole = Collections.unmodifiableSortedMap(new TreeMap<>(byRole));
        }

        /** What all roles have in common; the rest is that of the first. */
        public RuleInfo info() {
            return byRole.values().iterator().next();
        }

        public List<Role> roles() {
            return List.copyOf(byRole.keySet());
        }

        /** Those of all roles, each once. */
        public List<String> causes() {
            return all(Rule::causes);
        }

        /** Those of all roles, each once. */
        public List<String> mutants() {
            return all(Rule::mutants);
        }

        private List<String> all(Function<Rule, String[]> texts) {
            return byRole.values().stream()
                    .flatMap(info -> Arrays.stream(texts.apply(info.rule())))
                    .distinct()
                    .toList();
        }
    }

    /** Writes all that is known of the rules, as one object; the stream is flushed and stays open. */
    public static void write(String version, List<Listed> rules, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonReport.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("schema", JsonReport.SCHEMA);
            json.writeStringField("version", version);
            json.writeArrayFieldStart("rules");
            for (Listed listed : rules) {
                Rule rule = listed.info().rule();
                json.writeStartObject();
                writeFields(listed.info(), json);
                json.writeBooleanField("destructive", rule.destructive());
                json.writeBooleanField("timed", rule.timed());
                json.writeBooleanField("java", rule.java());
                writeStrings("roles", listed.roles().stream().map(Role::word).toList(), json);
                writeStrings("outcomes", List.of(rule.outcomes()), json);
                writeStrings("causes", listed.causes(), json);
                writeStrings("mutants", listed.mutants(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    /** What a report and a list have in common. */
    static void writeFields(RuleInfo info, JsonGenerator json) throws IOException {
        Rule rule = info.rule();
        json.writeStringField("id", info.id());
        json.writeStringField("name", info.name());
        json.writeStringField("group", info.group().name());
        json.writeStringField("level", rule.level().name());
        json.writeStringField("profile", rule.profile().word());
        writeStrings("needs", info.needs().stream().map(Capability::word).toList(), json);
        json.writeStringField("rung", rule.rung().word());
        json.writeBooleanField("hardened", rule.hardened());
        json.writeStringField("says", rule.says());
        json.writeStringField("source", rule.source());
    }

    static void writeStrings(String name, Collection<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
