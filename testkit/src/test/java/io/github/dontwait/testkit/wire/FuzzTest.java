package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dontwait.testkit.message.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness of {@code testkit/fuzz} works, and finds nothing in the little time that a build has. */
class FuzzTest {

    private static final int MUTATIONS = 300;

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void seedsAndWhatIsNearThemAreAnsweredAsDeclared(FuzzTarget target) {
        Random random = new Random(20_261_126);
        List<byte[]> seeds = target.seeds();
        WireFuzz.begin(target);
        int mutations = target.usesKeys() ? MUTATIONS / 10 : MUTATIONS;
        for (int i = 0; i < mutations; i++) {
            WireFuzz.fuzzerTestOneInput(mutated(seeds.get(random.nextInt(seeds.size())), random));
        }
        assertThat(WireFuzz.worst()).isPositive();
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] octets = Arrays.copyOf(seed, random.nextInt(seed.length + 8));
        for (int i = random.nextInt(3); i > 0 && octets.length > 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        return octets;
    }

    /** Starting Jazzer takes longer than all else here: {@code mvn test -Dgroups=fuzz -DexcludedGroups=} runs it. */
    @Test
    @Tag("fuzz")
    void theFuzzerRunsInAProcessOfItsOwn(@TempDir Path folder) throws Exception {
        Fuzzer.Result result = new Fuzzer(folder, 1_000, Duration.ofSeconds(20), 1).run(FuzzTarget.FRAMES);
        assertThat(result.isClean()).as(Files.readString(result.log())).isTrue();
        assertThat(result.inputs()).isGreaterThanOrEqualTo(1_000);
        assertThat(result.features()).isGreaterThan(100);
        assertThat(result.worst()).isBetween(64L << 10, 1L << 20);
    }

    @Test
    void anExceptionThatIsNotDeclaredIsAFinding() {
        WireFuzz.begin(FuzzTarget.FRAMES);
        assertThat(FuzzTarget.isDeclared(new MalformedFrameException("", 0, Frame.empty())))
                .isTrue();
        assertThat(FuzzTarget.isDeclared(new WireException.TimedOut(""))).isFalse();
        assertThatThrownBy(() -> CodecPromise.same(Frame.text("a"), Frame.text("b")))
                .isInstanceOf(AssertionError.class)
                .matches(e -> !FuzzTarget.isDeclared(e));
    }

    @Test
    void theBoundGrowsWithTheInputAndStaysFarBelowWhatAFrameMayDeclare() {
        WireFuzz.begin(FuzzTarget.FRAMES);
        long bound = WireFuzz.bound(new byte[11]);
        assertThat(bound).isLessThan(FuzzTarget.LARGEST_BODY);
        assertThat(WireFuzz.bound(new byte[12])).isGreaterThan(bound);
    }
}
