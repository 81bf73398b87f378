package io.github.dontwait.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class UnfinishedFrameTest {

    @Test
    void takesNoMoreThanItsOctets() {
        UnfinishedFrame frame = UnfinishedFrame.of(3);
        ByteBuffer octets = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 4}, 1, 4).slice();
        frame.take(octets);
        assertThat(frame.isComplete()).isTrue();
        assertThat(frame.frame()).isEqualTo(Frame.of(new byte[] {1, 2, 3}));
        assertThat(octets.remaining()).isEqualTo(1);
    }

    @Test
    void sharesNoArrayWithAnybody() {
        byte[] octets = {1, 2, 3};
        for (ByteBuffer whole : new ByteBuffer[] {
            ByteBuffer.wrap(octets), ByteBuffer.wrap(octets).asReadOnlyBuffer()
        }) {
            octets[0] = 1;
            UnfinishedFrame frame = UnfinishedFrame.of(3);
            frame.take(whole);
            octets[0] = 9;
            assertThat(frame.frame()).isEqualTo(Frame.of(new byte[] {1, 2, 3}));
        }
    }

    @Test
    void growsWithWhatComes() {
        UnfinishedFrame frame = UnfinishedFrame.of(1 << 20);
        ByteBuffer piece = ByteBuffer.allocateDirect(100_000);
        int taken = 0;
        while (!frame.isComplete()) {
            frame.take(piece.clear());
            taken += piece.position();
            assertThat(frame.filled()).isEqualTo(taken);
        }
        assertThat(frame.frame()).isEqualTo(Frame.filled(1 << 20, 0));
    }

    @Test
    void isGivenAwayOnceAndWhole() {
        UnfinishedFrame frame = UnfinishedFrame.of(2);
        frame.take(ByteBuffer.wrap(new byte[] {1}));
        assertThatThrownBy(frame::frame).hasMessage("1 of 2 octets have come");
        frame.take(ByteBuffer.wrap(new byte[] {2}));
        assertThat(frame.frame()).isEqualTo(Frame.of(new byte[] {1, 2}));
        assertThatThrownBy(frame::frame).hasMessage("this frame was given away before");
    }

    @Test
    void ofNoOctetsIsCompleteFromTheBeginning() {
        assertThat(UnfinishedFrame.of(0).frame()).isEqualTo(Frame.empty());
        assertThatThrownBy(() -> UnfinishedFrame.of(-1)).hasMessage("a frame has 0 octets or more, not -1");
    }
}
