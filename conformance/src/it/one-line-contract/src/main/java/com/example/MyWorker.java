package com.example;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Somebody's echo worker: it asks its ROUTER for messages and never waits for one that may not come. */
public final class MyWorker implements AutoCloseable {

    private static final int LARGEST_FRAME = 64 << 20;
    private static final int LINGER_MILLIS = 1_000;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;
    private final Thread loop = new Thread(this::run, "my-worker");
    private volatile boolean stopping;

    private MyWorker() {
        context.setLinger(LINGER_MILLIS); // or the last replies would be lost
        socket = context.createSocket(SocketType.ROUTER);
        socket.setMaxMsgSize(LARGEST_FRAME); // or one header could use up all memory
    }

    /** Binds and starts to serve. */
    public static MyWorker start(String endpoint) {
        MyWorker worker = new MyWorker();
        try {
            worker.socket.bind(endpoint);
        } catch (RuntimeException e) {
            worker.context.close();
            throw e;
        }
        worker.loop.start();
        return worker;
    }

    private void run() {
        try (context; ZMQ.Poller poller = context.createPoller(1)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            while (!stopping) {
                if (!echoOne()) {
                    poller.poll(20); // nothing there: other duties belong here, and between messages
                }
            }
        }
    }

    private boolean echoOne() {
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        if (frame == null) {
            return false;
        }
        socket.getEvents(); // lets the socket notice what its peers have read, else it may see a full queue
        while (true) {
            boolean hasMore = socket.hasReceiveMore();
            socket.send(frame, hasMore ? ZMQ.SNDMORE | ZMQ.DONTWAIT : ZMQ.DONTWAIT);
            if (!hasMore) {
                return true;
            }
            frame = socket.recv(); // the frames of one message are all there, or none
        }
    }

    /** Stops it; returns when the last reply is out and the port is free again. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        loop.join();
    }
}
