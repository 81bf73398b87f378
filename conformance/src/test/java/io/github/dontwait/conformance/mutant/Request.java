package io.github.dontwait.conformance.mutant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in a service's hands.
 *
 * @param routingId who asked
 * @param frames all its frames, at least one; not copied
 * @param envelopeLength how many of them are the envelope: 0 or 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; octets as they are on the wire
public record Request(byte[] routingId, List<byte[]> frames, int envelopeLength) {

    /** The n-th frame after the envelope as text, octet by octet; null if there is none. */
    public @Nullable String word(int n) {
        int index = envelopeLength + n;
        return index < frames.size() ? new String(frames.get(index), ISO_8859_1) : null;
    }

    /** A reply that consists of the envelope and some words. */
    public List<byte[]> answer(List<byte[]> words) {
        List<byte[]> answer = new ArrayList<>(frames.subList(0, envelopeLength));
        answer.addAll(words);
        return answer;
    }
}
