package io.github.dontwait.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class, and of those nested in it, are given what they ask for, are cleaned up after, and are explained
 * when they fail.
 *
 * <pre>{@code
 * @DontwaitTest
 * class EchoServiceTest {
 *
 *     @Test
 *     void repliesReachThePeerThatAsked(ZContext context, PeerFactory peers) {
 *         try (EchoService service = EchoService.start(context)) {
 *             Peer alice = peers.to(service.endpoint()).dealer("alice");
 *             alice.send("ping");
 *             alice.expect("ping");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters that are resolved, of tests, of lifecycle methods and of constructors:
 *
 * <ul>
 *   <li>{@code Transcript}, {@code Timeouts}: those that everything below writes into and waits by
 *   <li>{@code PeerFactory}: peers to any endpoint; {@code Peers}, {@code JeromqPeers}: peers to the {@link Endpoint}
 *       of the class
 *   <li>{@code Link}: a TCP link to that endpoint, which can break
 *   <li>{@code FakeServer}, {@code FakeRouter}, {@code WireListener}: listening at a port that the system chose, named as the parameter
 *       or by {@link Named}
 *   <li>{@code ZContext} or {@code CheckedContext}: a JeroMQ context whose sockets are watched
 *   <li>{@link Bound} {@code ZMQ.Socket}: a socket bound to 127.0.0.1; {@link Inproc} {@code String}: an endpoint
 * </ul>
 *
 * <p>Everything belongs to one test, from its constructor to its {@code @AfterEach}, and is closed after it, in reverse
 * order and in its thread; what a {@code @BeforeAll} or the constructor of a {@code PER_CLASS} class asks for belongs to
 * the class. Tests may run in parallel.
 *
 * <p>A test is interrupted after 60 s, unless {@link Timeout} says otherwise, and again and again if it goes on. What
 * swallows every interrupt and never gives up is not ended by this; the build tool has to. A test that fails carries its
 * transcript, what threads of it have died of and, where something took too long, what the threads were doing. After each
 * test a leak check looks for threads, sockets and descriptors that it left: {@link AllowThreads} and {@link SkipLeakCheck}
 * make exceptions.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(DontwaitExtension.class)
@Timeout(60)
public @interface DontwaitTest {}
