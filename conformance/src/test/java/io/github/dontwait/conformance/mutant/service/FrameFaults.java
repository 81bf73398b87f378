package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Frames that are lost, merged, exchanged or taken for something else. */
final class FrameFaults {

    private FrameFaults() {}

    /** Echoes other frames than it should. */
    abstract static class EchoesOtherwise extends ModelService {
        protected abstract List<byte[]> echo(List<byte[]> frames);

        @Override
        protected void onEcho(Request request) {
            reply(request, echo(request.frames()));
        }
    }

    @Kills(rule = "ENV-01", says = "the connection has been closed")
    static final class UnpacksTwoFrames extends ModelService {
        @Override
        protected Set<String> capabilities() {
            return Set.of();
        }

        @Override
        protected void onMessage(Incoming message) {
            if (message.frames().size() != 1) {
                throw new IllegalArgumentException("too many values to unpack (expected 2)");
            }
            super.onMessage(message);
        }
    }

    @Kills(rule = "ENV-01", says = "frame 2 of 2: expected")
    static final class AnswersTheSecondPart extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            return frames.subList(0, 1);
        }
    }

    @Kills(rule = "ENV-01", says = "frame 1 of 2")
    static final class AnswersTheLastPart extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            return frames.subList(frames.size() - 1, frames.size());
        }
    }

    @Kills(rule = "ENV-01", says = "frame 3 of 3: expected")
    static final class DropsTheThirdFrame extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            return frames.subList(0, Math.min(2, frames.size()));
        }
    }

    @Kills(rule = "ENV-01", says = "expected the end of the frame")
    static final class MergesFrames extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            ByteArrayOutputStream merged = new ByteArrayOutputStream();
            frames.forEach(merged::writeBytes);
            return List.of(merged.toByteArray());
        }
    }

    @Kills(rule = "ENV-01", says = "frame 1 of 2")
    static final class ReversesFrames extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            List<byte[]> reversed = new ArrayList<>(frames);
            Collections.reverse(reversed);
            return reversed;
        }
    }

    @Kills(rule = "ENV-01", says = "frame 256 of 256: expected")
    static final class CountsFramesInAByte extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            return frames.subList(0, Math.min(255, frames.size()));
        }
    }

    @Kills(rule = "ENV-02", says = "a reply that begins with the empty delimiter")
    static final class DropsTheDelimiter extends ModelService {
        @Override
        protected void onEcho(Request request) {
            reply(
                    request,
                    request.frames()
                            .subList(request.envelopeLength(), request.frames().size()));
        }
    }

    @Kills(rule = "ENV-02", says = "a reply that begins with the empty delimiter")
    static final class TakesTheDelimiterForTheBody extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            return frames.subList(0, 1);
        }
    }

    @Kills(rule = "ENV-02", says = "frame 1 of 1")
    static final class DoublesTheDelimiter extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            List<byte[]> more = new ArrayList<>(frames);
            if (frames.size() > 1 && frames.get(0).length == 0) {
                more.add(0, new byte[0]);
            }
            return more;
        }
    }

    @Kills(rule = "ENV-03", says = "frame 1 of 2")
    static final class SkipsEmptyFrames extends ModelService {
        @Override
        protected void onEcho(Request request) {
            List<byte[]> kept =
                    request.frames().stream().filter(frame -> frame.length > 0).toList();
            if (!kept.isEmpty()) {
                reply(request, kept);
            }
        }
    }

    @Kills(rule = "ENV-03", says = "frame 2 of 2: expected \"\"")
    static final class DropsTrailingEmptyFrames extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            int size = frames.size();
            while (size > 1 && frames.get(size - 1).length == 0) {
                size--;
            }
            return frames.subList(0, size);
        }
    }

    @Kills(rule = "ENV-03", says = "the connection has been closed")
    static final class DiesOfEmptyFrame extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            frames.forEach(frame -> {
                if (frame[0] == '#') {
                    frame[0] = ' ';
                }
            });
            return frames;
        }
    }

    @Kills(rule = "ENV-04", says = "the connection has been closed")
    static final class TakesABodyForGranted extends EchoesOtherwise {
        @Override
        protected List<byte[]> echo(List<byte[]> frames) {
            byte[] body = frames.get(frames.get(0).length == 0 ? 1 : 0);
            return body.length < 0 ? List.of() : frames;
        }
    }

    @Kills(rule = "ENV-04", says = "probing (routing id")
    static final class IgnoresPeersThatProbe extends ModelService {
        private final Map<ByteBuffer, Boolean> probed = new HashMap<>();

        @Override
        protected void onMessage(Incoming message) {
            boolean isProbe = message.frames().size() == 1 && message.frames().get(0).length == 0;
            if (!probed.computeIfAbsent(ByteBuffer.wrap(message.routingId()), id -> isProbe)) {
                super.onMessage(message);
            }
        }
    }

    @Kills(rule = "ENV-12", says = "10 replies to 10 equal requests")
    static final class AnswersEqualRequestsOnce extends ModelService {
        private List<byte[]> last = List.of();

        @Override
        protected void onEcho(Request request) {
            boolean isEqual = Arrays.deepEquals(last.toArray(), request.frames().toArray());
            last = request.frames();
            if (!isEqual) {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "ENV-12", says = "10 replies to 10 equal requests")
    static final class RemembersAnsweredRequests extends ModelService {
        private final Set<Integer> answered = new HashSet<>();

        @Override
        protected void onEcho(Request request) {
            int content = 31 * Arrays.hashCode(request.routingId())
                    + Arrays.deepHashCode(request.frames().toArray());
            if (answered.add(content)) {
                super.onEcho(request);
            }
        }
    }
}
