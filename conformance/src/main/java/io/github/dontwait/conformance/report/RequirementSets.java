package io.github.dontwait.conformance.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.dontwait.conformance.RequirementSet;
import io.github.dontwait.conformance.RequirementSetException;
import io.github.dontwait.conformance.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds a frozen set of rules: one that comes with the suite, by its name, or one of the user's, by the path of its file. It
 * is a YAML list of rule ids.
 */
public final class RequirementSets {

    /** The sets that come with the suite, oldest first. */
    public static final List<String> NAMES = List.of("1.0");

    private static final String FOLDER = "/io/github/dontwait/conformance/requirements/";

    private RequirementSets() {}

    /**
     * Finds a set.
     *
     * @param set its name, or the path of its file
     * @param known the ids of all rules of this suite
     * @throws RequirementSetException if there is none of that name, or its file is no such list
     */
    public static RequirementSet find(String set, Set<String> known) {
        if (NAMES.contains(set)) {
            return own(set, known);
        }
        Path file = file(set);
        try (InputStream in = Files.newInputStream(file)) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
            return new RequirementSet(name, ids(in, "'" + set + "'", known));
        } catch (IOException e) {
            throw new RequirementSetException("'" + set + "' cannot be read: " + e.getMessage(), "");
        }
    }

    private static Path file(String set) {
        try {
            Path file = Path.of(set);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // No file can have that name; what follows says so.
        }
        throw new RequirementSetException(
                "there is no set '" + set + "', and no file of that name",
                Suggestion.hint(set, NAMES, "sets of this suite: " + String.join(", ", NAMES)));
    }

    private static RequirementSet own(String name, Set<String> known) {
        try (InputStream in = RequirementSets.class.getResourceAsStream(FOLDER + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the set " + name + " is missing in the suite");
            }
            return new RequirementSet(name, ids(in, "the set " + name, known));
        } catch (IOException e) {
            throw new IllegalStateException("the set " + name + " cannot be read", e);
        }
    }

    private static Set<String> ids(InputStream in, String where, Set<String> known) throws IOException {
        Set<String> ids = new TreeSet<>();
        try (JsonParser yaml = new YAMLFactory().createParser(in)) {
            if (yaml.nextToken() != JsonToken.START_ARRAY) {
                throw fault(where, yaml, "a list of rule ids was expected", "begin each line with '- IDN-01'");
            }
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                String id = yaml.currentToken() == JsonToken.VALUE_STRING ? yaml.getText() : "";
                if (!known.contains(id)) {
                    throw fault(
                            where,
                            yaml,
                            "there is no rule '" + id + "' in this suite",
                            Suggestion.hint(
                                    id, List.copyOf(known), "'dontwait rules' lists them; a newer suite may have it"));
                }
                if (!ids.add(id)) {
                    throw fault(where, yaml, id + " stands twice", "remove one of them");
                }
            }
        } catch (JsonProcessingException e) {
            throw new RequirementSetException(
                    where + " is not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "it is a list of rule ids, each on a line that begins with '- '");
        }
        return ids;
    }

    private static RequirementSetException fault(String where, JsonParser yaml, String what, String remedy) {
        return new RequirementSetException(
                where + ", line " + yaml.currentTokenLocation().getLineNr() + ": " + what, remedy);
    }
}
