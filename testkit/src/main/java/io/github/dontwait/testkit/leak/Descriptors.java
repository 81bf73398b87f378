package io.github.dontwait.testkit.leak;

import io.github.dontwait.testkit.wire.WireSelectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open descriptors of this process that matter to sockets: sockets, pipes, and what selectors are made of.
 *
 * @param links what each descriptor is, by its number
 */
record Descriptors(Map<Integer, String> links) {

    private static final Path FOLDER = Path.of("/proc/self/fd");
    private static final Pattern KIND =
            Pattern.compile("(socket|pipe):\\[([0-9]+)]|anon_inode:\\[(eventpoll|eventfd)]");

    static {
        // What the platform opens once and keeps for ever is opened now, before anybody counts.
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException("neither selectors nor sockets can be opened", e);
        }
    }

    /** Whether this platform tells what its descriptors are: Linux does. */
    static boolean areKnown() {
        return Files.isDirectory(FOLDER);
    }

    /** Those that are open now; none where the platform does not tell. */
    static Descriptors open() {
        Map<Integer, String> links = new TreeMap<>();
        if (areKnown()) {
            WireSelectors.closeIdle();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER)) {
                for (Path file : files) {
                    String link = link(file);
                    if (KIND.matcher(link).matches()) {
                        links.put(Integer.parseInt(file.getFileName().toString()), link);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                throw new IllegalStateException("cannot read " + FOLDER, e);
            }
        }
        return new Descriptors(links);
    }

    private static String link(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            return ""; // closed since the folder was listed
        }
    }

    /** Those of these that were not open before. */
    Descriptors since(Descriptors before) {
        Map<Integer, String> added = new TreeMap<>(links);
        added.entrySet().removeAll(before.links.entrySet());
        return new Descriptors(added);
    }

    /** Those of these that are not among others. */
    Descriptors without(Map<Integer, String> others) {
        return since(new Descriptors(others));
    }

    /** Those of these that are open still. */
    Descriptors stillOpen() {
        Map<Integer, String> steady = new TreeMap<>(links);
        steady.entrySet().retainAll(open().links.entrySet());
        return new Descriptors(steady);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** What each of them is: {@code a socket that listens at 127.0.0.1:5555 (descriptor 57)}. */
    Map<Integer, String> descriptions() {
        Map<String, String> sockets = new HashMap<>();
        tcpSockets("/proc/self/net/tcp", sockets);
        tcpSockets("/proc/self/net/tcp6", sockets);
        Map<Integer, String> descriptions = new TreeMap<>();
        links.forEach((number, link) -> descriptions.put(number, description(link, sockets)));
        return descriptions;
    }

    private static String description(String link, Map<String, String> sockets) {
        Matcher matcher = KIND.matcher(link);
        if (!matcher.matches()) {
            return link;
        }
        if (matcher.group(3) != null) {
            return matcher.group(3).equals("eventpoll") ? "a selector" : "the wake-up of a selector";
        }
        String inode = matcher.group(2);
        return matcher.group(1).equals("pipe") ? "one end of a pipe" : sockets.getOrDefault(inode, "a socket");
    }

    private static void tcpSockets(String table, Map<String, String> byInode) {
        try {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].contains(":")) {
                    String local = fields[1].substring(fields[1].lastIndexOf(':') + 1);
                    int port = Integer.parseInt(local, 16);
                    byInode.put(
                            fields[9],
                            fields[3].equals("0A")
                                    ? "a socket that listens at port " + port
                                    : "a connection whose port here is " + port);
                }
            }
        } catch (NoSuchFileException e) {
            // Without IPv6 there is one table less.
            byInode.putIfAbsent("", "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + table, e);
        }
    }
}
