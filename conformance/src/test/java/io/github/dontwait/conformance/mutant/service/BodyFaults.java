package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Bodies that come back otherwise than they went. */
final class BodyFaults {

    private BodyFaults() {}

    /** Changes each frame on the way through. */
    abstract static class ChangesBodies extends ModelService {
        protected abstract byte[] change(byte[] body);

        @Override
        protected void onEcho(Request request) {
            reply(request, request.frames().stream().map(this::change).toList());
        }
    }

    private static byte[] atMost(int size, byte[] body) {
        return body.length > size ? Arrays.copyOf(body, size) : body;
    }

    @Kills(rule = "ENV-05", says = "the connection has been closed")
    static final class DecodesBodies extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
                return body;
            } catch (CharacterCodingException e) {
                throw new IllegalStateException("cannot decode the task", e);
            }
        }
    }

    @Kills(rule = "ENV-05", says = "byte 129: expected 0x80, was 0xef")
    static final class PassesBodiesThroughText extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return RoutingIdFaults.throughText(body);
        }
    }

    @Kills(rule = "ENV-05", says = "was the end of the frame")
    static final class CutsBodiesAtZero extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            int zero = new String(body, ISO_8859_1).indexOf('\0');
            return zero < 0 ? body : Arrays.copyOf(body, zero);
        }
    }

    @Kills(rule = "ENV-05", says = "byte 7: expected 0x0d, was the end of the frame")
    static final class TrimsBodies extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return new String(body, ISO_8859_1).strip().getBytes(ISO_8859_1);
        }
    }

    @Kills(rule = "ENV-05", says = "expected 0x0a, was 0x0d")
    static final class TranslatesLineEnds extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return new String(body, ISO_8859_1).replace("\n", "\r\n").getBytes(ISO_8859_1);
        }
    }

    @Kills(rule = "ENV-05", says = "byte 129: expected 0x80, was 0x00")
    static final class StripsTheHighBit extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            byte[] changed = body.clone();
            for (int i = 0; i < changed.length; i++) {
                changed[i] &= 0x7f;
            }
            return changed;
        }
    }

    @Kills(rule = "ENV-06", says = "16 MB")
    static final class RefusesLargeFrames extends ModelService {
        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withMaxFrame(4L << 20);
        }
    }

    @Kills(rule = "ENV-06", says = "byte 1048577: expected")
    static final class CutsBodiesAtAMegabyte extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return atMost(1 << 20, body);
        }
    }

    @Kills(rule = "ENV-06", says = "within")
    static final class CopiesQuadratically extends ChangesBodies {
        private static final int PIECE = 4 << 10;

        @Override
        protected byte[] change(byte[] body) {
            byte[] copy = {};
            for (int end = Math.min(PIECE, body.length); copy.length < body.length; ) {
                byte[] longer = Arrays.copyOf(copy, end);
                System.arraycopy(body, copy.length, longer, copy.length, end - copy.length);
                copy = longer;
                end = Math.min(body.length, end + PIECE);
            }
            return copy;
        }
    }

    @Kills(rule = "ENV-13", says = "byte 65537: expected")
    static final class CutsBodiesAt64K extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return atMost(1 << 16, body);
        }
    }

    @Kills(rule = "ENV-13", says = "byte 256: expected")
    static final class CutsBodiesAt255 extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return atMost(255, body);
        }
    }

    @Kills(rule = "ENV-13", says = "expected the end of the frame")
    static final class RoundsBodiesUp extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            return body.length > 1_000 ? Arrays.copyOf(body, (body.length + 15) / 16 * 16) : body;
        }
    }

    @Kills(rule = "ENV-13", says = "byte 4096: expected")
    static final class GarblesPages extends ChangesBodies {
        @Override
        protected byte[] change(byte[] body) {
            byte[] changed = body.clone();
            if (body.length > 0 && body.length % 4_096 == 0) {
                changed[body.length - 1] ^= 1;
            }
            return changed;
        }
    }
}
