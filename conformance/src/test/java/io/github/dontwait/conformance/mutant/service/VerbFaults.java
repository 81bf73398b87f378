package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Incoming;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Verbs that are found where there are none, and handlers whose failures do harm. */
final class VerbFaults {

    private VerbFaults() {}

    /** Right at the first failure, which the introduction causes, and wrong from then on. */
    abstract static class FailsBadly extends ModelService {
        private int failures;

        protected abstract void onFurtherFailure(Request request, RuntimeException why);

        @Override
        protected void onHandlerFailure(Request request, RuntimeException why) {
            if (failures++ == 0) {
                super.onHandlerFailure(request, why);
            } else {
                onFurtherFailure(request, why);
            }
        }

        protected final boolean hasFailedAgain() {
            return failures > 1;
        }
    }

    @Kills(rule = "ENV-08", says = "the connection has been closed")
    static final class DiesOfItsHandler extends FailsBadly {
        @Override
        protected void onFurtherFailure(Request request, RuntimeException why) {
            throw why;
        }
    }

    @Kills(rule = "ENV-08", says = "\"after failure\", \"1\"")
    static final class SwallowsHandlerFailures extends FailsBadly {
        @Override
        protected void onFurtherFailure(Request request, RuntimeException why) {
            // That is the fault.
        }
    }

    @Kills(rule = "ENV-08", says = "a reply that begins with the empty delimiter")
    static final class LosesTheEnvelopeOfErrors extends FailsBadly {
        @Override
        protected void onFurtherFailure(Request request, RuntimeException why) {
            reply(request, words("$error", "the handler failed"));
        }
    }

    @Kills(rule = "ENV-08", says = "received")
    static final class SkipsTheRequestAfterAFailure extends FailsBadly {
        private boolean skips;

        @Override
        protected void onFurtherFailure(Request request, RuntimeException why) {
            reply(request, request.answer(words("$error", "the handler failed")));
            skips = true;
        }

        @Override
        protected void onMessage(Incoming message) {
            if (skips && hasFailedAgain()) {
                skips = false;
            } else {
                super.onMessage(message);
            }
        }
    }

    @Kills(rule = "ENV-10", says = "[ \"\", \"a\", \"$work\" ]")
    static final class SearchesAllFramesForVerbs extends ModelService {
        @Override
        protected void handle(Request request) {
            for (int i = 0; i < request.frames().size(); i++) {
                Request shifted = new Request(request.routingId(), request.frames(), i);
                if (verb(shifted) != null) {
                    super.handle(shifted);
                    return;
                }
            }
            super.handle(request);
        }
    }

    @Kills(rule = "ENV-10", says = "[ \"\", \"\", \"$fail\", \"1\" ]")
    static final class SkipsAllEmptyFrames extends ModelService {
        @Override
        protected int envelopeLength(List<byte[]> frames) {
            int length = 0;
            while (length + 1 < frames.size() && frames.get(length).length == 0) {
                length++;
            }
            return length;
        }
    }

    @Kills(rule = "ENV-10", says = "[ \"$heartbeat\" ]")
    static final class RefusesUnknownVerbs extends ModelService {
        @Override
        protected void onEcho(Request request) {
            String first = request.word(0);
            if (first != null && first.startsWith("$")) {
                reply(request, request.answer(words("$error", "unknown verb")));
            } else {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "ENV-10", says = "[ \"$FAIL\", \"1\" ]")
    static final class ObeysVerbsInCapitals extends ModelService {
        @Override
        protected @Nullable String verb(Request request) {
            String first = request.word(0);
            if (first == null) {
                return null;
            }
            List<byte[]> frames = new ArrayList<>(request.frames());
            frames.set(request.envelopeLength(), first.toLowerCase(Locale.ROOT).getBytes(US_ASCII));
            return super.verb(new Request(request.routingId(), frames, request.envelopeLength()));
        }
    }

    /** Right at the first $stats, which the introduction asks for, and changed from then on. */
    abstract static class TellsOtherStats extends ModelService {
        private int asked;

        protected abstract List<byte[]> changed(Request request, List<byte[]> answer);

        @Override
        protected void onStats(Request request) {
            if (asked++ == 0) {
                super.onStats(request);
                return;
            }
            List<byte[]> frames = words("$stats");
            frames.addAll(words(statistics().toArray(String[]::new)));
            reply(request, changed(request, frames));
        }
    }

    @Kills(rule = "ENV-16", says = "a reply that begins with the empty delimiter")
    static final class LosesTheEnvelopeOfStats extends TellsOtherStats {
        @Override
        protected List<byte[]> changed(Request request, List<byte[]> answer) {
            return answer;
        }
    }

    @Kills(rule = "ENV-16", says = "\"ignored\"")
    static final class RepeatsTheQuestion extends TellsOtherStats {
        @Override
        protected List<byte[]> changed(Request request, List<byte[]> answer) {
            int used = request.envelopeLength() + 1;
            answer.addAll(1, request.frames().subList(used, request.frames().size()));
            return request.answer(answer);
        }
    }

    @Kills(rule = "ENV-16", says = "with the numbers turns, handled and peers")
    static final class OmitsItsPeers extends TellsOtherStats {
        @Override
        protected List<byte[]> changed(Request request, List<byte[]> answer) {
            answer.removeIf(frame -> new String(frame, US_ASCII).startsWith("peers="));
            return request.answer(answer);
        }
    }

    @Kills(rule = "ENV-16", says = "with the numbers turns, handled and peers")
    static final class TellsTurnsTwice extends TellsOtherStats {
        @Override
        protected List<byte[]> changed(Request request, List<byte[]> answer) {
            answer.add(answer.get(1));
            return request.answer(answer);
        }
    }

    @Kills(rule = "ENV-11", says = "the connection has been closed")
    static final class DiesOfBadArgument extends ModelService {
        @Override
        protected int millis(@Nullable String text) {
            return Integer.parseInt(String.valueOf(text));
        }
    }

    @Kills(rule = "ENV-11", says = "in reply to")
    static final class DropsBadRequests extends ModelService {
        @Override
        protected void onBadArgument(Request request) {
            // That is the fault.
        }
    }

    @Kills(rule = "ENV-11", says = "[ \"$work\" ]")
    static final class EchoesBadRequests extends ModelService {
        @Override
        protected void onBadArgument(Request request) {
            reply(request, request.frames());
        }
    }

    @Kills(rule = "ENV-11", says = "[ \"$work\", \"+1\" ]")
    static final class ParsesLeniently extends ModelService {
        @Override
        protected int millis(@Nullable String text) {
            try {
                return text == null ? -1 : Integer.parseInt(text.strip());
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }
}
