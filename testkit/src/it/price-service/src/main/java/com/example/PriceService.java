package com.example;

import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Tells prices: to [ number, item ] it answers [ number, price ]. */
public final class PriceService implements AutoCloseable {

    private static final Map<String, String> PRICES = Map.of("tea", "3.20", "milk", "1.10");

    private final ZContext context = new ZContext();
    private final ZMQ.Socket router;
    private final String endpoint;
    private final Thread loop = new Thread(this::run, "price-service");
    private volatile boolean stopped;

    public PriceService() {
        context.setLinger(500);
        router = context.createSocket(SocketType.ROUTER);
        router.setMaxMsgSize(1 << 20);
        router.bind("tcp://127.0.0.1:*");
        router.setReceiveTimeOut(20);
        endpoint = router.getLastEndpoint();
        loop.start();
    }

    public String endpoint() {
        return endpoint;
    }

    private void run() {
        while (!stopped) {
            ZMsg request = ZMsg.recvMsg(router);
            if (request != null) {
                answer(request);
            }
        }
        router.close();
    }

    private void answer(ZMsg request) {
        ZFrame client = request.pop();
        if (request.size() == 2) {
            ZMsg reply = new ZMsg();
            reply.add(client);
            reply.add(request.pop());
            reply.add(PRICES.getOrDefault(request.popString(), "unknown"));
            reply.send(router);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        loop.join();
        context.close();
    }
}
