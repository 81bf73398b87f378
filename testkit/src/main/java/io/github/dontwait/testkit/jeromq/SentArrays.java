package io.github.dontwait.testkit.jeromq;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The arrays that one socket was given to send, with what they held.
 *
 * <p>Bounded: of the last {@value #MOST} arrays, up to 16 MiB together; those that leave are looked at once more. Any
 * thread may call this.
 */
final class SentArrays {

    static final int MOST = 512;
    private static final long MOST_OCTETS = 16 << 20;

    private final String socket;
    private final Map<Long, Sent> sent = new LinkedHashMap<>();
    private final Map<byte[], Long> numbers = new IdentityHashMap<>();
    private long octets;
    private long next;

    SentArrays(String socket) {
        this.socket = socket;
    }

    /**
     * An array is about to be sent.
     *
     * @throws SocketMisuseError if it was sent before and has changed since, or if one that is forgotten now has
     */
    synchronized void sending(byte[] array) {
        Long known = numbers.get(array);
        if (known != null) {
            Sent earlier = forget(known);
            earlier.requireUnchanged(socket);
        }
        Sent now = new Sent(array, crc(array), Callers.place());
        sent.put(next, now);
        numbers.put(array, next);
        next++;
        octets += array.length;
        while (sent.size() > MOST || octets > MOST_OCTETS) {
            forget(sent.keySet().iterator().next()).requireUnchanged(socket);
        }
    }

    /** An array was not sent after all, or has reached its receiver: its sender may change it. */
    synchronized void arrived(byte[] array) {
        Long number = numbers.get(array);
        if (number != null) {
            forget(number);
        }
    }

    /** Everything that was sent has arrived. */
    synchronized void allArrived() {
        sent.clear();
        numbers.clear();
        octets = 0;
    }

    /**
     * Looks at all arrays a last time.
     *
     * @throws SocketMisuseError for the first that has changed
     */
    synchronized void requireUnchanged() {
        try {
            sent.values().forEach(each -> each.requireUnchanged(socket));
        } finally {
            allArrived();
        }
    }

    private Sent forget(long number) {
        Sent forgotten = sent.remove(number);
        if (forgotten == null) {
            throw new IllegalStateException("no array has the number " + number);
        }
        numbers.remove(forgotten.array());
        octets -= forgotten.array().length;
        return forgotten;
    }

    private static long crc(byte[] array) {
        CRC32C crc = new CRC32C();
        crc.update(array);
        return crc.getValue();
    }

    private record Sent(byte[] array, long checksum, String place) {

        void requireUnchanged(String socket) {
            if (crc(array) != checksum) {
                throw new SocketMisuseError(
                        "the " + array.length + " octets that " + socket + " was given at " + place
                                + " to stay as they were",
                        "they were changed after send(byte[]), which does not copy: their receiver may see the change",
                        "Send a new array each time, or call send(array, 0, length, flags), which copies.");
            }
        }
    }
}
