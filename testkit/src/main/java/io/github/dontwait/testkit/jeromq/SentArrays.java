package io.github.dontwait.testkit.jeromq;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that one socket was given to send, with what they held.
 *
 * <p>Bounded: of the last {@value #MOST} arrays, up to 16 MiB together; those that leave are looked at once more. Any
 * thread may call this.
 */
final class SentArrays {

    static final int MOST = 256;
    private static final long MOST_OCTETS = 16 << 20;

    private final String socket;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long octets;

    SentArrays(String socket) {
        this.socket = socket;
    }

    /**
     * An array is about to be sent.
     *
     * @throws SocketMisuseError if it was sent before and has changed since, or if one that is forgotten now has
     */
    synchronized void sending(byte[] array) {
        Sent earlier = take(array);
        if (earlier != null) {
            earlier.requireUnchanged(socket);
        }
        sent.addLast(new Sent(array, Callers.place()));
        octets += array.length;
        while (sent.size() > MOST || octets > MOST_OCTETS) {
            Sent oldest = sent.removeFirst();
            octets -= oldest.array.length;
            oldest.requireUnchanged(socket);
        }
    }

    /** An array was not sent after all, or has reached its receiver: its sender may change it. */
    synchronized void arrived(byte[] array) {
        take(array);
    }

    /** Everything that was sent has arrived. */
    synchronized void allArrived() {
        sent.clear();
        octets = 0;
    }

    /**
     * Looks at all arrays a last time.
     *
     * @throws SocketMisuseError for the first that has changed
     */
    synchronized void requireUnchanged() {
        try {
            sent.forEach(each -> each.requireUnchanged(socket));
        } finally {
            allArrived();
        }
    }

    private @Nullable Sent take(byte[] array) {
        for (Iterator<Sent> each = sent.iterator(); each.hasNext(); ) {
            Sent known = each.next();
            if (known.array == array) {
                each.remove();
                octets -= array.length;
                return known;
            }
        }
        return null;
    }

    private static final class Sent {

        private final byte[] array;
        private final long checksum;
        private final String place;

        Sent(byte[] array, String place) {
            this.array = array;
            this.checksum = checksum(array);
            this.place = place;
        }

        private static long checksum(byte[] array) {
            CRC32C crc = new CRC32C();
            crc.update(array);
            return crc.getValue();
        }

        void requireUnchanged(String socket) {
            if (checksum(array) != checksum) {
                throw new SocketMisuseError(
                        "the " + array.length + " octets that " + socket + " was given at " + place
                                + " to stay as they were",
                        "they were changed after send(byte[]), which does not copy: their receiver may see the change",
                        "Send a new array each time, or call send(array, 0, length, flags), which copies.");
            }
        }
    }
}
