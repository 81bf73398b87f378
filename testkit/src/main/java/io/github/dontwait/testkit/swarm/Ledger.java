package io.github.dontwait.testkit.swarm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which requests of a client are open, in the order of asking, and which were passed over by a reply to a later one. A
 * few octets per client; grows with what is open.
 */
final class Ledger {

    /** Of a fence, the complement of its number: below zero. */
    private int[] entries = new int[2];

    private long[] askedAt = new long[2];
    private int size;
    private int fences;
    private List<Integer> passedOver = List.of();
    private int told;

    /** A request was asked. */
    void asked(int number, boolean isFence, long nanos) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
            askedAt = Arrays.copyOf(askedAt, size * 2);
        }
        entries[size] = isFence ? ~number : number;
        askedAt[size] = nanos;
        size++;
        fences += isFence ? 1 : 0;
    }

    /** How many are open, fences included. */
    int size() {
        return size;
    }

    /** How many fences are open. */
    int fences() {
        return fences;
    }

    /** The number of the open request at this place, 0 for the oldest. */
    int number(int place) {
        return isFence(place) ? ~entries[place] : entries[place];
    }

    boolean isFence(int place) {
        return entries[place] < 0;
    }

    long askedAt(int place) {
        return askedAt[place];
    }

    /** At which place this request is open; -1 if it is not. */
    int place(int number) {
        for (int i = 0; i < size; i++) {
            if (number(i) == number) {
                return i;
            }
        }
        return -1;
    }

    /** The request at this place was answered: it is open no longer, and those before it were passed over. */
    void answered(int place) {
        for (int i = 0; i < place; i++) {
            passOver(number(i));
        }
        close(0, place + 1);
    }

    /** Nobody waits any more for what is open; it counts as passed over, and as told. */
    void abandon() {
        for (int i = 0; i < size; i++) {
            passOver(number(i));
        }
        close(0, size);
        told = passedOver.size();
    }

    private void passOver(int number) {
        if (passedOver.isEmpty()) {
            passedOver = new ArrayList<>();
        }
        passedOver.add(number);
    }

    /** The reply to this request will not come: another client got it. */
    void strike(int number) {
        int place = place(number);
        if (place >= 0) {
            close(place, place + 1);
        } else {
            forget(number);
        }
    }

    private void close(int from, int to) {
        for (int i = from; i < to; i++) {
            fences -= isFence(i) ? 1 : 0;
        }
        System.arraycopy(entries, to, entries, from, size - to);
        System.arraycopy(askedAt, to, askedAt, from, size - to);
        size -= to - from;
    }

    /** The requests that were passed over, in the order of asking. */
    List<Integer> passedOver() {
        return passedOver;
    }

    /** A request that was passed over was answered after all. */
    void forget(int number) {
        int index = passedOver.indexOf(number);
        if (index >= 0) {
            passedOver.remove(index);
            told -= index < told ? 1 : 0;
        }
    }

    /** Those passed over that were not told before. */
    List<Integer> takeLost() {
        List<Integer> lost = List.copyOf(passedOver.subList(told, passedOver.size()));
        told = passedOver.size();
        return lost;
    }
}
