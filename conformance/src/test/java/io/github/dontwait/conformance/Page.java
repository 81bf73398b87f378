package io.github.dontwait.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown: its blocks of code, and the code that they may be taken from. */
record Page(Path path, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\\R(.*?)^```$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(public |final |abstract )*(class|interface|record|enum) ");
    private static final Pattern MARK = Pattern.compile("README: (end of )?([a-z ]+?) *(-->)?$");

    static Page of(Path path) throws IOException {
        return new Page(path, Files.readString(path));
    }

    /** The blocks of one language, in order. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2).stripTrailing().stripIndent().strip())
                .toList();
    }

    /** The command lines of this project's program in blocks for a shell: the words behind its name. */
    List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        for (String block : blocks("sh")) {
            block.replaceAll("\\\\\\R", " ").lines().forEach(line -> {
                List<String> words = words(line);
                int program = words.indexOf("./dontwait");
                if (program >= 0) {
                    commands.add(words.subList(program + 1, words.size()));
                }
            });
        }
        return commands;
    }

    /** One command's words as a shell sees them, up to a comment or what joins commands. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+").matcher(line);
        while (word.find() && !word.group().matches("#.*|[|&;].*|[0-9]?>.*")) {
            words.add(word.group().replaceAll("['\"]", ""));
        }
        return words;
    }

    /**
     * What a page may show of the sources below a folder: each file, each file without what stands before its type, and
     * each region between the comments {@code README: name} and {@code README: end of name}.
     */
    static List<String> snippets(Path folder) throws IOException {
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().matches(".*\\.(java|xml)"))
                    .toList()) {
                String source = Files.readString(file);
                snippets.add(source.strip());
                Matcher type = TYPE.matcher(source);
                if (type.find()) {
                    snippets.add(source.substring(type.start()).strip());
                }
                snippets.addAll(regions(source));
            }
        }
        return snippets;
    }

    private static List<String> regions(String source) {
        List<String> lines = source.lines().toList();
        List<String> regions = new ArrayList<>();
        for (int begin = 0; begin < lines.size(); begin++) {
            Matcher mark = MARK.matcher(lines.get(begin));
            if (mark.find() && mark.group(1) == null) {
                String end = "README: end of " + mark.group(2);
                StringBuilder region = new StringBuilder();
                for (String line : lines.subList(begin + 1, lines.size())) {
                    if (line.contains(end)) {
                        regions.add(
                                region.toString().stripTrailing().stripIndent().strip());
                        break;
                    }
                    region.append(MARK.matcher(line).find() ? "" : line + "\n");
                }
            }
        }
        return regions;
    }
}
