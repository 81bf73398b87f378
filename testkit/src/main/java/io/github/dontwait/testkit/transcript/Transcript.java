package io.github.dontwait.testkit.transcript;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happened between the peers and the subject, in order.
 *
 * <p>Bounded: it keeps the first fifth and the last four fifths of {@value #EVENTS} events, or of as many as {@link
 * #begin(int)} was told, and says how many it left out; of large messages it keeps an {@link Excerpt}. May be used by any
 * number of threads; the times of its events never decrease.
 *
 * <p>A peer has no thread of its own: what has come to it is here when the test takes it, or when somebody {@linkplain
 * #look() looks}. Assertions on a transcript look first.
 */
public final class Transcript {

    /** How many events are kept unless the test says otherwise. */
    public static final int EVENTS = 500;

    private static final int MOST_NAMES = 10_000;

    private final boolean isKept;
    private final int mostFirst;
    private final int mostLast;
    private final long startNanos = System.nanoTime();
    private final List<Event> first = new ArrayList<>();
    private final Deque<Event> last = new ArrayDeque<>();
    private final List<Consumer<ExpectationFailedError>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Predicate<String>>> looks = new CopyOnWriteArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private long leftOut;

    private Transcript(int events) {
        this.isKept = events > 0;
        this.mostFirst = events / 5;
        this.mostLast = events - mostFirst;
    }

    /** An empty transcript; its clock starts now. */
    public static Transcript begin() {
        return begin(EVENTS);
    }

    /**
     * An empty transcript that keeps so many events: each message sent and each received is one, each connection made and
     * ended another. Claims that something did not happen need all of them.
     *
     * @throws IllegalArgumentException if the number is not above 0
     */
    public static Transcript begin(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("a transcript keeps 1 event or more, not " + events
                    + "; one that keeps nothing is Transcript.none()");
        }
        return new Transcript(events);
    }

    /** A transcript that keeps nothing, for floods. */
    public static Transcript none() {
        return new Transcript(0);
    }

    /** Whether events are kept at all. */
    public boolean isKept() {
        return isKept;
    }

    /** Microseconds since this transcript began. */
    public long nowMicros() {
        return micros(System.nanoTime());
    }

    private long micros(long nanos) {
        return (nanos - startNanos) / 1_000;
    }

    /**
     * Has every failure that shows this transcript told to somebody, in the thread and at the moment in which it is made:
     * what the subject does can be seen only then. The listener may add suppressed throwables to it.
     */
    public void onFailure(Consumer<ExpectationFailedError> listener) {
        listeners.add(listener);
    }

    void tellOfFailure(ExpectationFailedError failure) {
        listeners.forEach(listener -> listener.accept(failure));
    }

    /**
     * Has this done whenever somebody looks, in the thread that looks: of the peers whose names satisfy the predicate it
     * takes notice of what has come and nobody has taken yet, without waiting.
     */
    public void onLook(Consumer<Predicate<String>> look) {
        looks.add(look);
    }

    /** No longer has this done. */
    public void noLongerOnLook(Consumer<Predicate<String>> look) {
        looks.remove(look);
    }

    /**
     * Takes notice of what has come to the peers by now, so that it is among the {@link #events()}. It can still be
     * received. Does not wait: what the subject has yet to send is not here, so who claims that nothing more comes sends a
     * fence first. What another thread uses just now, and JeroMQ peers of another thread, are passed over.
     *
     * <p>To look is to read from the connection: for a peer that is to read nothing, {@linkplain #look(Predicate) look past
     * it}.
     */
    public void look() {
        look(peer -> true);
    }

    /** The same of the peers with these names only. */
    public void look(Predicate<String> peers) {
        looks.forEach(look -> look.accept(peers));
    }

    /** A peer of this name takes part, whatever may happen to it. */
    public synchronized void joined(String peer) {
        if (isKept && names.size() < MOST_NAMES) {
            names.add(peer);
        }
    }

    /** The names of all to whom anything has happened, and of those who have {@link #joined}, at most 10000. */
    public synchronized List<String> peers() {
        return List.copyOf(names);
    }

    /** Whether anybody of this name takes part; of too many names, this is not known, and true. */
    public synchronized boolean mayKnow(String peer) {
        return names.contains(peer) || names.size() >= MOST_NAMES;
    }

    /** A message was sent by the peer. */
    public void sent(String peer, Message message) {
        if (isKept) {
            Excerpt excerpt = Excerpt.of(message);
            add(at -> new Event.Sent(at, peer, excerpt));
        }
    }

    /** A message reached the peer just now. */
    public void received(String peer, Message message) {
        if (isKept) {
            Excerpt excerpt = Excerpt.of(message);
            add(at -> new Event.Received(at, peer, excerpt));
        }
    }

    /**
     * A message reached the peer at a time that is known only between bounds, by {@link System#nanoTime()}.
     *
     * @param afterNanos when it was not there yet
     * @param byNanos when it was there
     */
    public void received(String peer, Message message, long afterNanos, long byNanos) {
        if (isKept) {
            Excerpt excerpt = Excerpt.of(message);
            add(at -> new Event.Received(at, peer, excerpt, micros(afterNanos), micros(byNanos)));
        }
    }

    /** Octets that are no message passed; the note says what they are. */
    public void octets(String peer, Event.Direction direction, Frame octets, String note) {
        if (isKept) {
            Excerpt.Part excerpt = Excerpt.Part.of(octets);
            add(at -> new Event.Octets(at, peer, direction, excerpt, note));
        }
    }

    /** The peer has a connection. */
    public void connected(String peer, String note) {
        add(at -> new Event.Connected(at, peer, note));
    }

    /** The peer's connection has ended; how is null where nobody can tell. */
    public void disconnected(String peer, Event.@Nullable Ending ending, Event.By by) {
        add(at -> new Event.Disconnected(at, peer, ending, by));
    }

    /** What was expected of the subject did not happen. */
    public void failed(String peer, String reason) {
        add(at -> new Event.Failed(at, peer, reason));
    }

    /** A loop that is stepped by hand has turned. */
    public void turn(String peer, long turn, int workCount) {
        add(at -> new Event.Turn(at, peer, turn, workCount));
    }

    /** A remark. */
    public void note(String peer, String text) {
        add(at -> new Event.Note(at, peer, text));
    }

    private void add(LongFunction<Event> event) {
        if (!isKept) {
            return;
        }
        synchronized (this) {
            // The time is taken under the lock: order in the list and order in time are then the same.
            Event made = event.apply(nowMicros());
            joined(made.peer());
            if (first.size() < mostFirst) {
                first.add(made);
                return;
            }
            if (last.size() == mostLast) {
                last.removeFirst();
                leftOut++;
            }
            last.addLast(made);
        }
    }

    /** The events that were kept, in order; a copy. */
    public synchronized List<Event> events() {
        List<Event> all = new ArrayList<>(first);
        all.addAll(last);
        return all;
    }

    /** How many events were left out between the first and the last ones. */
    public synchronized long leftOut() {
        return leftOut;
    }

    /** The latest message that reached the peer, if it was kept. */
    public Optional<Event> lastReceived(String peer) {
        Event found = null;
        for (Event event : events()) {
            if (event instanceof Event.Received && event.peer().equals(peer)) {
                found = event;
            }
        }
        return Optional.ofNullable(found);
    }

    /** One line for each event, indented by two blanks, ending without a line break; empty when nothing was kept. */
    public String render() {
        return render(null);
    }

    /**
     * The same with a mark behind one event.
     *
     * @param here the event to point at, one of {@link #events()}; null for none
     */
    public String render(@Nullable Event here) {
        List<Event> head;
        List<Event> tail;
        long missing;
        synchronized (this) {
            head = List.copyOf(first);
            tail = List.copyOf(last);
            missing = leftOut;
        }
        return TranscriptText.render(head, missing, tail, here);
    }

    @Override
    public String toString() {
        return render();
    }
}
