package com.example;

import java.time.Duration;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Asks for prices, one after the other; what it gave up waiting for is not taken for a later answer. For one thread. */
public final class PriceClient implements AutoCloseable {

    private final ZContext context = new ZContext();
    private final ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
    private int asked;

    public PriceClient(String endpoint) {
        dealer.setHandshakeIvl(500);
        dealer.setReconnectIVL(10);
        dealer.connect(endpoint);
    }

    /** The price of an item; empty if it did not come in time. */
    public Optional<String> price(String item, Duration patience) {
        String number = Integer.toString(++asked);
        dealer.sendMore(number);
        dealer.send(item);
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            dealer.setReceiveTimeOut((int) left);
            ZMsg reply = ZMsg.recvMsg(dealer);
            if (reply != null && reply.size() == 2 && reply.popString().equals(number)) {
                return Optional.of(reply.popString());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        context.close();
    }
}
