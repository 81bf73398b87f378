package io.github.dontwait.testkit.peer;

import io.github.dontwait.testkit.message.RoutingId;
import io.github.dontwait.testkit.transcript.Difference;
import io.github.dontwait.testkit.transcript.ExpectationFailedError;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a {@link FakeServer} requires of its clients and of their requests, and how each failure reads. */
final class ServerExpectations {

    private final FakeServer server;
    private final String name;
    private final RequestQueue requests;
    private final Transcript transcript;

    ServerExpectations(FakeServer server, String name, RequestQueue requests, Transcript transcript) {
        this.server = server;
        this.name = name;
        this.requests = requests;
        this.transcript = transcript;
    }

    RecordedRequest request(Duration patience) {
        return take(any -> true, patience, () -> name + " to receive a request within " + Words.of(patience));
    }

    RecordedRequest requestFrom(RoutingId client, Duration patience) {
        return take(
                request -> Objects.equals(client, request.routingId()),
                patience,
                () -> name + " to receive a request from routing id " + client + " within " + Words.of(patience));
    }

    RecordedRequest requestWith(MessageMatcher body, Duration patience) {
        Supplier<String> wanted =
                () -> name + " to receive within " + Words.of(patience) + " a request with the body:\n  " + body;
        RecordedRequest request = take(any -> true, patience, wanted);
        if (!body.matches(request.body())) {
            ExpectationFailedError.Builder error = ExpectationFailedError.expecting(wanted.get())
                    .but("received " + from(request) + ":\n  " + request.body())
                    .transcript(
                            transcript,
                            transcript.lastReceived(request.connection()).orElse(null));
            body.exact()
                    .flatMap(exact -> Difference.between(exact, request.body()))
                    .ifPresent(difference -> error.difference(difference.text()));
            throw error.error();
        }
        return request;
    }

    private RecordedRequest take(Predicate<RecordedRequest> which, Duration patience, Supplier<String> wanted) {
        return poll(which, patience).orElseThrow(() -> {
            List<RecordedRequest> others = requests.untaken();
            String came = others.isEmpty() ? "received nothing" : "received only " + Words.some(others);
            return ExpectationFailedError.expecting(wanted.get())
                    .but(came + "; " + server.router().state())
                    .transcript(transcript)
                    .error();
        });
    }

    /** The first such request if it comes in time, and if the server is sound before and after. */
    Optional<RecordedRequest> poll(Predicate<RecordedRequest> which, Duration patience) {
        server.requireHealthy();
        Optional<RecordedRequest> request = requests.take(which, Words.patience(patience));
        server.requireHealthy();
        return request;
    }

    private static String from(RecordedRequest request) {
        return request.routingId() == null ? "over " + request.connection() : "from routing id " + request.routingId();
    }

    void clients(int count, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        while (server.clients().size() < count) {
            if (server.router().pollConnection(deadline.remaining()).isEmpty()
                    && server.clients().size() < count) {
                throw ExpectationFailedError.expecting((count == 1 ? "1 client" : count + " clients")
                                + " to be connected to " + name + " within " + Words.of(patience))
                        .but("there were " + server.clients().size() + "; "
                                + server.router().state())
                        .transcript(transcript)
                        .inVain()
                        .error();
            }
        }
    }

    void nothing(List<String> left) {
        if (!left.isEmpty()) {
            throw ExpectationFailedError.expecting("nothing to be left of the script of " + name)
                    .but("left:" + Words.lines(left))
                    .transcript(transcript)
                    .error();
        }
    }
}
