package io.github.dontwait.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** Whose fault it is that a connection is not made. */
class DialTest {

    @Test
    void aResetIsTheDoingOfTheOtherSide() {
        assertThat(Dial.isReset(new SocketException("Connection reset by peer")))
                .isTrue();
        assertThat(Dial.isReset(new SocketException("Connection reset"))).isTrue();
    }

    @Test
    void whatThisMachineLacksIsNot() {
        assertThat(Dial.isReset(new SocketException("Too many open files"))).isFalse();
        assertThat(Dial.isReset(new SocketException())).isFalse();
    }
}
