package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Answers after a restart what was open before, to the routing ids of then, which are given again. */
@Kills(rule = "IDN-13", says = "who came later")
final class KeepsAJournal extends ModelService {

    private static final int FIRST_ID = 1;

    private final List<Entry> restored = new ArrayList<>();

    private record Entry(String routingId, List<String> frames) {}

    @Override
    protected MiniRouter newRouter() {
        return new MiniRouter() {
            @Override
            protected int firstAutoId() {
                return FIRST_ID;
            }
        };
    }

    private Path journal() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "dontwait-journal-" + endpoint(settings().endpoint()).port());
    }

    @Override
    protected void announce(String endpoint) {
        try {
            if (Files.exists(journal())) {
                for (String line : Files.readAllLines(journal())) {
                    List<String> words = List.of(line.split(" "));
                    restored.add(new Entry(words.get(0), words.subList(1, words.size())));
                }
                Files.delete(journal());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.announce(endpoint);
    }

    @Override
    protected void onDefer(Request request, int millis) {
        String line = HexFormat.of().formatHex(request.routingId());
        for (byte[] frame : request.frames()) {
            line += " " + HexFormat.of().formatHex(frame);
        }
        try {
            Files.writeString(journal(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.onDefer(request, millis);
    }

    @Override
    protected void sendDue(long nowNanos) {
        super.sendDue(nowNanos);
        if (deferred().isEmpty()) {
            try {
                Files.deleteIfExists(journal());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    protected void onMessage(Incoming message) {
        String id = HexFormat.of().formatHex(message.routingId());
        for (Entry entry : List.copyOf(restored)) {
            if (entry.routingId().equals(id)) {
                restored.remove(entry);
                send(
                        message.routingId(),
                        entry.frames().stream().map(HexFormat.of()::parseHex).toList());
            }
        }
        super.onMessage(message);
    }
}
