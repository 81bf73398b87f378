package io.github.dontwait.testkit.transcript;

import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What happened between the peers and the subject, in order.
 *
 * <p>Bounded: it keeps the first {@value #FIRST} and the last {@value #LAST} events and says how many it left out, and of
 * large messages an {@link Excerpt}. May be used by any number of threads; the times of its events never decrease.
 */
public final class Transcript {

    static final int FIRST = 100;
    static final int LAST = 400;

    private final boolean isKept;
    private final long startNanos = System.nanoTime();
    private final List<Event> first = new ArrayList<>();
    private final Deque<Event> last = new ArrayDeque<>();
    private final List<Consumer<ExpectationFailedError>> listeners = new CopyOnWriteArrayList<>();
    private long leftOut;

    private Transcript(boolean isKept) {
        this.isKept = isKept;
    }

    /** An empty transcript; its clock starts now. */
    public static Transcript begin() {
        return new Transcript(true);
    }

    /** A transcript that keeps nothing, for floods. */
    public static Transcript none() {
        return new Transcript(false);
    }

    /** Whether events are kept at all. */
    public boolean isKept() {
        return isKept;
    }

    /** Microseconds since this transcript began. */
    public long nowMicros() {
        return (System.nanoTime() - startNanos) / 1_000;
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

    /** A message was sent by the peer. */
    public void sent(String peer, Message message) {
        if (isKept) {
            Excerpt excerpt = Excerpt.of(message);
            add(at -> new Event.Sent(at, peer, excerpt));
        }
    }

    /** A message reached the peer. */
    public void received(String peer, Message message) {
        if (isKept) {
            Excerpt excerpt = Excerpt.of(message);
            add(at -> new Event.Received(at, peer, excerpt));
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

    /** The peer's connection has ended. */
    public void disconnected(String peer, Event.Ending ending, Event.By by) {
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
            if (first.size() < FIRST) {
                first.add(made);
                return;
            }
            if (last.size() == LAST) {
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
