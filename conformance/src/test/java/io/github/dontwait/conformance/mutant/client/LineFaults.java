package io.github.dontwait.conformance.mutant.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Clients whose lines, or what they take for a reply, or their usual work, are not what the contract says. */
final class LineFaults {

    private LineFaults() {}

    @Kills(rule = "SHD-17", says = "DONTWAIT_REQUESTS='many'")
    static final class MakesTheUsualRequests extends ModelClient {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.value(SubjectSettings.REQUESTS).orElse("1").matches("[0-9]+")
                    ? told
                    : told.without(SubjectSettings.REQUESTS);
        }
    }

    @Kills(rule = "SHD-17", says = "DONTWAIT_WINDOW='0'")
    static final class TakesAWindowOfNone extends ModelClient {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.value(SubjectSettings.WINDOW).filter("0"::equals).isPresent()
                    ? told.with(SubjectSettings.WINDOW, 1)
                    : told;
        }
    }

    /** Says that it can do CURVE, which it is never asked to here. */
    @Kills(rule = "SHD-17", says = "DONTWAIT_CURVE_SERVERKEY")
    static final class TakesAShortKey extends ModelClient {
        @Override
        protected Set<String> capabilities() {
            return Set.of("curve");
        }

        @Override
        protected void checkKeys(SubjectSettings told) {}
    }

    @Kills(rule = "SHD-21", says = "; missing: [hwm]")
    static final class DeclaresUnderTheContractOnly extends ModelClient {
        @Override
        protected Set<String> capabilities() {
            return settings().hasVerbs() ? Set.of("hwm") : Set.of();
        }
    }

    @Kills(rule = "SHD-22", says = "the client to send another request")
    static final class TakesEmptyForZero extends ModelClient {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.toEnvironment()
                            .getOrDefault(SubjectSettings.REQUESTS, "10")
                            .isEmpty()
                    ? told.with(SubjectSettings.REQUESTS, 0)
                    : told;
        }
    }

    @Kills(rule = "CLI-23", says = "the client to send another request")
    static final class MakesOneRequest extends ModelClient {
        @Override
        protected SubjectSettings understand(SubjectSettings told) {
            return told.value(SubjectSettings.REQUESTS).isPresent() ? told : told.with(SubjectSettings.REQUESTS, 1);
        }
    }

    @Kills(rule = "CLI-23", says = "where no window was asked for")
    static final class OpensAllAtOnce extends ModelClient {
        @Override
        protected int window() {
            return settings().value(SubjectSettings.WINDOW).isPresent() ? super.window() : Integer.MAX_VALUE;
        }
    }

    /** Tells another time than that of the request. */
    abstract static class TellsAnotherTime extends ModelClient {
        protected abstract long told(long millis);

        @Override
        protected void print(Stream stream, String line) {
            if (line.startsWith("REPLY ")) {
                int blank = line.lastIndexOf(' ') + 1;
                super.print(stream, line.substring(0, blank) + told(Long.parseLong(line.substring(blank))));
            } else {
                super.print(stream, line);
            }
        }
    }

    @Kills(rule = "CLI-21", says = "the line of request 4")
    static final class CountsFromItsStart extends TellsAnotherTime {
        private final long bornNanos = System.nanoTime();

        @Override
        protected long told(long millis) {
            return (System.nanoTime() - bornNanos) / 1_000_000;
        }
    }

    @Kills(rule = "CLI-21", says = "the line of request 1")
    static final class TellsMicroseconds extends TellsAnotherTime {
        @Override
        protected long told(long millis) {
            return millis * 1_000;
        }
    }

    @Kills(rule = "CLI-21", says = "the line of request 1")
    static final class TellsNoTime extends TellsAnotherTime {
        @Override
        protected long told(long millis) {
            return 0;
        }
    }

    /** Prints the first frame in another way. */
    abstract static class TellsOtherwise extends ModelClient {
        protected abstract String told(byte[] octets);

        @Override
        protected void onUnexpected(List<byte[]> frames) {
            print(Stream.OUT, ("UNEXPECTED " + told(frames.get(0))).strip());
        }
    }

    @Kills(rule = "CLI-22", says = "UNEXPECTED ")
    static final class TellsInCapitals extends TellsOtherwise {
        @Override
        protected String told(byte[] octets) {
            return HexFormat.of().formatHex(octets).toUpperCase(Locale.ROOT);
        }
    }

    @Kills(rule = "CLI-22", says = "UNEXPECTED ")
    static final class TellsTextInHex extends TellsOtherwise {
        @Override
        protected String told(byte[] octets) {
            return HexFormat.of().formatHex(new String(octets, UTF_8).getBytes(UTF_8));
        }
    }

    @Kills(rule = "CLI-22", says = "UNEXPECTED ")
    static final class LosesLeadingZeros extends TellsOtherwise {
        @Override
        protected String told(byte[] octets) {
            StringBuilder digits = new StringBuilder();
            for (byte octet : octets) {
                digits.append(Integer.toHexString(octet & 0xff));
            }
            return digits.toString();
        }
    }

    @Kills(rule = "CLI-22", says = "UNEXPECTED 24686561727462656174")
    static final class DropsWhatBeginsLikeAHeartbeat extends TellsOtherwise {
        @Override
        protected String told(byte[] octets) {
            return HexFormat.of().formatHex(octets);
        }

        @Override
        protected void onUnexpected(List<byte[]> frames) {
            if (!new String(frames.get(0), US_ASCII).equals("$heartbeat")) {
                super.onUnexpected(frames);
            }
        }
    }

    @Kills(rule = "CLI-24", says = "REPLY 1")
    static final class WantsABody extends ModelClient {
        @Override
        protected Optional<Open> match(List<byte[]> frames) {
            return frames.size() < 2 ? Optional.empty() : super.match(frames);
        }
    }

    @Kills(rule = "CLI-24", says = "after a reply with other frames")
    static final class WantsTwoFrames extends ModelClient {
        @Override
        protected Optional<Open> match(List<byte[]> frames) {
            return frames.size() > 2 ? Optional.empty() : super.match(frames);
        }
    }

    @Kills(rule = "CLI-24", says = "after a reply with other frames")
    static final class DecodesBodies extends ModelClient {
        @Override
        protected void onMessage(List<byte[]> frames) {
            for (byte[] frame : frames) {
                try {
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(frame));
                } catch (CharacterCodingException e) {
                    throw new IllegalStateException("a body is no text", e);
                }
            }
            super.onMessage(frames);
        }
    }
}
