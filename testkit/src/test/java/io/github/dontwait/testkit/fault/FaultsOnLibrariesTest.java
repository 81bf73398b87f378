package io.github.dontwait.testkit.fault;

import io.github.dontwait.testkit.library.Library;
import io.github.dontwait.testkit.transcript.Transcript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault on libzmq and JeroMQ. The cases wait much and compute little, so they run side by side. */
@Timeout(60)
class FaultsOnLibrariesTest {

    private static final int SIDE_BY_SIDE = 8;

    private static final Map<Library, Subjects> SUBJECTS = new EnumMap<>(Library.class);
    private static final Map<Record, CompletableFuture<Void>> RESULTS = new HashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** How a case is checked: with sockets of the library, under a number of its own. */
    private interface Check {

        void on(Subjects subjects, String number, Transcript transcript);
    }

    @BeforeAll
    static void start() {
        for (Library library : Library.values()) {
            SUBJECTS.put(library, Subjects.of(library));
        }
        ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        routerCases().forEach(each -> submit(pool, each, each.library(), each::check));
        dealerCases().forEach(each -> submit(pool, each, each.library(), each::check));
        pool.shutdown();
    }

    private static void submit(ExecutorService pool, Record given, Library library, Check check) {
        Subjects subjects = Objects.requireNonNull(SUBJECTS.get(library));
        String number = Integer.toString(NUMBERS.incrementAndGet());
        Runnable work = () -> {
            Transcript transcript = Transcript.begin();
            try {
                check.on(subjects, number, transcript);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(e.getMessage() + "\n\nTranscript of the case:\n" + transcript, e);
            }
        };
        RESULTS.put(given, CompletableFuture.runAsync(work, pool));
    }

    @AfterAll
    static void stop() {
        RESULTS.values().forEach(result -> result.exceptionally(failure -> null).join());
        RESULTS.clear();
        SUBJECTS.values().forEach(Subjects::close);
        SUBJECTS.clear();
    }

    static Stream<RouterCase> routerCases() {
        return RouterCase.table();
    }

    static Stream<DealerCase> dealerCases() {
        return DealerCase.table();
    }

    @ParameterizedTest
    @MethodSource("routerCases")
    void aRouter(RouterCase given) throws Throwable {
        result(given);
    }

    @ParameterizedTest
    @MethodSource("dealerCases")
    void aDealer(DealerCase given) throws Throwable {
        result(given);
    }

    private static void result(Record given) throws Throwable {
        try {
            Objects.requireNonNull(RESULTS.get(given)).join();
        } catch (CompletionException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
