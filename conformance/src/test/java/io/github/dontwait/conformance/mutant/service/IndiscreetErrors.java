package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Services that say too much when something is wrong. */
final class IndiscreetErrors {

    private IndiscreetErrors() {}

    /** Sends what it should have logged. */
    @Kills(rule = "SEC-08", says = "it holds a ")
    static final class RepliesWithTheStackTrace extends ModelService {

        @Override
        protected void onHandlerFailure(Request request, RuntimeException why) {
            StringWriter trace = new StringWriter();
            why.printStackTrace(new PrintWriter(trace));
            reply(request, request.answer(List.of("$error".getBytes(US_ASCII), bytes(trace.toString()))));
        }
    }

    /** Names a file of its machine. */
    @Kills(rule = "SEC-08", says = "it holds a path, \"/var/lib/worker/jobs.db\"")
    static final class RepliesWithAPath extends ModelService {

        @Override
        protected void onBadArgument(Request request) {
            reply(request, request.answer(words("$error", "no such job in '/var/lib/worker/jobs.db'")));
        }
    }

    /** Quotes the request before, whoever sent it. */
    @Kills(rule = "SEC-08", says = "something of bob")
    static final class RepliesWithTheRequestBefore extends ModelService {

        private String before = "";

        @Override
        protected void handle(Request request) {
            super.handle(request);
            before = request.word(request.frames().size() - 1 - request.envelopeLength()) + "";
        }

        @Override
        protected void onHandlerFailure(Request request, RuntimeException why) {
            reply(request, request.answer(List.of("$error".getBytes(US_ASCII), bytes("failed after " + before))));
        }
    }

    /** Lists who waits. */
    @Kills(rule = "SEC-08", says = "something of bob")
    static final class RepliesWithWhoIsWaiting extends ModelService {

        @Override
        protected void onBadArgument(Request request) {
            String waiting = deferred().stream()
                    .map(each -> new String(each.request().routingId(), ISO_8859_1))
                    .collect(Collectors.joining(", "));
            reply(request, request.answer(List.of("$error".getBytes(US_ASCII), bytes("busy with " + waiting))));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
