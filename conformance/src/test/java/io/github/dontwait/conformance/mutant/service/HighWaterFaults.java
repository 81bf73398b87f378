package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits that cost a peer that reads something, and losses that nobody tells of. */
final class HighWaterFaults {

    private HighWaterFaults() {}

    @Kills(rule = "BKP-07", says = "and no line tells of it")
    static class DropsTheManyInSilence extends ModelService {
        private int sincePause;
        private int dropped;

        @Override
        protected void onEcho(Request request) {
            if (++sincePause <= 600) {
                super.onEcho(request);
            } else {
                dropped++;
            }
        }

        protected final int dropped() {
            return dropped;
        }

        @Override
        protected void idle(long nanos) {
            if (!router().awaitInput(Math.min(nanos, longestRestNanos()))) {
                sincePause = 0;
            }
        }
    }

    @Kills(rule = "BKP-07", says = "dropped grew by 1,")
    static final class CountsOneLossForAll extends DropsTheManyInSilence {
        @Override
        protected List<String> statistics() {
            List<String> lines = new ArrayList<>(super.statistics());
            lines.add("dropped=" + Math.min(1, dropped()));
            return lines;
        }
    }

    @Kills(rule = "BKP-08", says = "replies to 9 requests")
    static final class HasAQuarterOfTheMark extends ModelService {
        private final Map<ByteBuffer, Integer> inTurn = new HashMap<>();

        @Override
        protected void turn() {
            inTurn.clear();
            super.turn();
        }

        @Override
        protected void onEcho(Request request) {
            int mark = settings().highWaterMark().orElse(1_000);
            int replies = inTurn.merge(ByteBuffer.wrap(request.routingId()), 1, Integer::sum);
            if (mark == 0 || replies <= mark / 4) {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "BKP-08", says = "replies to 9 requests")
    static final class SharesOneMark extends ModelService {
        private int unread;

        @Override
        protected void onUnsent(byte[] routingId, List<byte[]> frames) {
            super.onUnsent(routingId, frames);
            unread++;
        }

        @Override
        protected void onEcho(Request request) {
            int mark = settings().highWaterMark().orElse(1_000_000);
            if (mark == 0 || unread < mark) {
                super.onEcho(request);
            }
        }
    }

    @Kills(rule = "BKP-08", says = "no limit to what waits (HWM 0)")
    static final class TakesZeroForItsDefault extends ModelService {
        @Override
        protected SocketOptions socketOptions() {
            SocketOptions told = super.socketOptions();
            return told.highWaterMark() == 0 ? told.withHighWaterMark(1_000) : told;
        }
    }

    @Kills(rule = "BKP-08", says = "replies to 400 requests")
    static final class TakesZeroForNoRoom extends ModelService {
        private boolean isSending;

        @Override
        protected void turn() {
            isSending = false;
            super.turn();
        }

        @Override
        protected void onEcho(Request request) {
            if (settings().highWaterMark().orElse(1_000) > 0 || !isSending) {
                isSending = true;
                super.onEcho(request);
            }
        }
    }
}
