package io.github.dontwait.conformance.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RuleInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/** Rules for programs: in a report, and as a list of their own. */
public final class RuleJson {

    private RuleJson() {}

    /** A rule and the roles that are held to it. */
    public record Listed(RuleInfo info, List<Role> roles) {}

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
                writeStrings("causes", List.of(rule.causes()), json);
                writeStrings("mutants", List.of(rule.mutants()), json);
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
