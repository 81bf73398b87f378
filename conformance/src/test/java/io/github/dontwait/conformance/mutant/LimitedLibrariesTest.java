package io.github.dontwait.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RuleInfo;
import io.github.dontwait.conformance.RuleResult;
import io.github.dontwait.conformance.RuleResult.Violation;
import io.github.dontwait.conformance.Status;
import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.bench.Session;
import io.github.dontwait.conformance.bench.SessionOptions;
import io.github.dontwait.conformance.contract.Contracts;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Independent implementations of ZMTP are limited in ways of their own. A rule blames a limit where the limit breaks its
 * own sentence, and nowhere else.
 */
class LimitedLibrariesTest {

    private static final double TIME_FACTOR = 0.3;

    private static Subject service(Supplier<MiniRouter> router) {
        return ModelSubject.of(() -> new ModelService() {
            @Override
            protected MiniRouter newRouter() {
                return router.get();
            }
        });
    }

    private static RuleResult run(Subject subject, String id) throws InterruptedException {
        return Examination.run(subject, Examination.find(subject.role(), id).orElseThrow(), TIME_FACTOR);
    }

    // ---- one handshake at a time

    /** Accepts the next peer when the handshake of the one before is done or given up, as a blocking accept loop does. */
    private static final class ShakesHandsInTurn extends MiniRouter {

        private final Deque<SocketChannel> waiting = new ArrayDeque<>();
        private @Nullable Link shaking;

        @Override
        protected void onAccepted(SocketChannel channel) throws IOException {
            waiting.add(channel);
            goOn();
        }

        private void goOn() throws IOException {
            while (!waiting.isEmpty()
                    && (shaking == null || !shaking.isOpen() || shaking.phase() == Link.Phase.TRAFFIC)) {
                shaking = adopt(waiting.remove());
            }
        }

        private void goOnLater() {
            later(() -> {
                try {
                    goOn();
                } catch (IOException e) {
                    // The peer that waited has gone; the next event takes up the one behind it.
                    shaking = null;
                }
            });
        }

        @Override
        protected void onReady(Link link, Map<String, byte[]> properties) {
            super.onReady(link, properties);
            goOnLater();
        }

        @Override
        protected void onClosed(Link link) {
            super.onClosed(link);
            goOnLater();
        }
    }

    @Test
    void whoShakesHandsInTurnIsBlamedForThatAndNotForWhatItMakesOfReady() throws InterruptedException {
        Subject subject = service(ShakesHandsInTurn::new);
        try (Session session = Session.open(subject, SessionOptions.standard())) {
            for (RuleInfo rule : Contracts.of(Role.WORKER).rules()) {
                if (rule.id().startsWith("WIRE-")) {
                    RuleResult result = Examination.run(session, subject, rule);
                    assertThat(result.status())
                            .as("%s: %s", rule, result.reason())
                            .isIn(Status.PASSED, Status.NOT_APPLICABLE);
                }
            }
        }
        RuleResult result = run(subject, "NBL-05");
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.reason()).contains("late");
    }

    // ---- ZMTP 3.0, which has no PING

    /** What one that announces 3.0 makes of a PING. */
    private enum AtPing {
        IGNORES,
        CLOSES,
        ANSWERS,
        HANDS_ON
    }

    private static final class SpeaksThreeZero extends MiniRouter {

        private final AtPing atPing;

        SpeaksThreeZero(AtPing atPing) {
            this.atPing = atPing;
        }

        @Override
        protected byte[] greeting() {
            byte[] octets = super.greeting();
            octets[11] = 0;
            return octets;
        }

        @Override
        protected void onCommandFrame(Link link, byte[] body) {
            if (atPing == AtPing.HANDS_ON) {
                onPart(link, body, false);
            } else {
                super.onCommandFrame(link, body);
            }
        }

        @Override
        protected void onCommand(Link link, String name, byte[] data) {
            boolean isPing = name.toUpperCase(Locale.ROOT).equals("PING");
            if (!isPing || atPing == AtPing.ANSWERS) {
                super.onCommand(link, name, data);
            } else if (atPing == AtPing.CLOSES) {
                throw new ProtocolFault("an unknown command");
            }
        }
    }

    private static RuleResult runOnThreeZero(AtPing atPing, String id) throws InterruptedException {
        return run(service(() -> new SpeaksThreeZero(atPing)), id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HBT-01", "HBT-03"})
    void heartbeatsAreNotAskedOfThreeZero(String rule) throws InterruptedException {
        for (AtPing atPing : new AtPing[] {AtPing.IGNORES, AtPing.CLOSES, AtPing.HANDS_ON}) {
            RuleResult result = runOnThreeZero(atPing, rule);
            assertThat(result.status()).as("%s: %s", atPing, result.reason()).isEqualTo(Status.NOT_APPLICABLE);
            assertThat(result.reason())
                    .startsWith("it announces ZMTP 3.0 and does not answer PING, which came with 3.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HBT-01", "HBT-03", "WIRE-17"})
    void whoAnnouncesThreeZeroAndAnswersIsHeldToAllOfIt(String rule) throws InterruptedException {
        RuleResult result = runOnThreeZero(AtPing.ANSWERS, rule);
        assertThat(result.status()).as(result.reason()).isEqualTo(Status.PASSED);
    }

    @Test
    void aCommandInsideAMessageMayEndTheConnectionOfThreeZeroButNeverReachesTheApplication()
            throws InterruptedException {
        assertThat(runOnThreeZero(AtPing.IGNORES, "WIRE-17").status()).isEqualTo(Status.PASSED);
        RuleResult closed = runOnThreeZero(AtPing.CLOSES, "WIRE-17");
        assertThat(closed.status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(closed.reason()).startsWith("it announces ZMTP 3.0 and ends the connection at a PING");
        RuleResult handedOn = runOnThreeZero(AtPing.HANDS_ON, "WIRE-17");
        assertThat(handedOn.status()).isEqualTo(Status.FAILED);
        Violation violation = Objects.requireNonNull(handedOn.violation());
        assertThat(violation.observed()).contains("\"one\"").contains("0x0450494e47");
    }

    @Test
    void whoAnnouncesThreeOneMayNotEndTheConnectionAtACommand() throws InterruptedException {
        Subject subject = service(() -> new MiniRouter() {
            @Override
            protected void onPing(Link link, int deciseconds, byte[] context) {
                throw new ProtocolFault("an unknown command");
            }
        });
        RuleResult result = run(subject, "WIRE-17");
        assertThat(result.status()).isEqualTo(Status.FAILED);
        Violation violation = Objects.requireNonNull(result.violation());
        assertThat(violation.expected()).contains("who sent commands between the frames");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HBT-01", "HBT-03"})
    void heartbeatsAreNotAskedOfAClientThatSpeaksThreeZero(String rule) throws InterruptedException {
        Subject subject = ModelSubject.of(() -> new ModelClient() {
            @Override
            protected MiniDealer newDealer() {
                return new MiniDealer() {
                    @Override
                    protected byte[] greeting() {
                        byte[] octets = super.greeting();
                        octets[11] = 0;
                        return octets;
                    }

                    @Override
                    protected void onPing(Link link, int deciseconds, byte[] context) {}
                };
            }
        });
        RuleResult result = run(subject, rule);
        assertThat(result.status()).as(result.reason()).isEqualTo(Status.NOT_APPLICABLE);
    }
}
