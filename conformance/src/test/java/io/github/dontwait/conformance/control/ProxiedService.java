package io.github.dontwait.conformance.control;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.ModelHandler;
import io.github.dontwait.conformance.mutant.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The proxy of the guide, on JeroMQ: a ROUTER in front, a DEALER behind it that deals requests out to worker threads
 * over {@code inproc}. Whichever is ready first answers first, so it declares {@code reorders}; a worker that is busy
 * keeps what it was dealt, so it does not declare {@code concurrent}.
 */
public final class ProxiedService extends ModelHandler {

    private static final int WORKERS = 4;

    /** Dealt out without end, the requests of one peer would stand in the workers' queues before those of all others. */
    private static final int MOST_IN_HAND = 2 * WORKERS;

    private static final int WAIT_MILLIS = 50;
    private static final long MAX_MESSAGE = 32L << 20;
    private static final String BACK = "inproc://workers";
    private static final Set<String> DONE_BY_WORKERS = Set.of("$work", "$fail", "$whoami");

    /** Of the worker thread that asks. */
    private static final ThreadLocal<ZMQ.Socket> OWN = new ThreadLocal<>();

    private volatile boolean isOver;

    @Override
    public Role role() {
        return Role.WORKER;
    }

    @Override
    protected Set<String> capabilities() {
        return Set.of("work", "fail", "whoami", "reorders");
    }

    @Override
    protected @Nullable String verb(Request request) {
        String verb = super.verb(request);
        return verb != null && DONE_BY_WORKERS.contains(verb) ? verb : null;
    }

    @Override
    protected int run() {
        List<Thread> workers = new ArrayList<>();
        ZContext context = new ZContext();
        try {
            context.setLinger(0);
            ZMQ.Socket front = context.createSocket(SocketType.ROUTER);
            front.setMaxMsgSize(MAX_MESSAGE);
            front.bind(settings().endpoint());
            ZMQ.Socket back = context.createSocket(SocketType.DEALER);
            back.bind(BACK);
            for (int i = 0; i < WORKERS; i++) {
                workers.add(startWorker(context.shadow()));
            }
            announce(front.getLastEndpoint());
            pass(context, front, back);
            // The context waits so long for replies that are not sent yet.
            front.setLinger((int) settings().linger().toMillis());
            front.close();
        } finally {
            isOver = true;
            workers.forEach(ProxiedService::join);
            context.close();
        }
        if (isKilled()) {
            return EXIT_KILLED;
        }
        print(Stream.OUT, "STOPPED");
        return 0;
    }

    /** Passes requests back and replies forth, until it is stopped and every request that it took is answered. */
    private void pass(ZContext context, ZMQ.Socket front, ZMQ.Socket back) {
        int inHand = 0;
        try (ZMQ.Poller poller = context.createPoller(2)) {
            poller.register(back, ZMQ.Poller.POLLIN);
            poller.register(front, ZMQ.Poller.POLLIN);
            boolean isListening = true;
            while (!isKilled() && (!isStopping() || inHand > 0)) {
                boolean hasRoom = !isStopping() && inHand < MOST_IN_HAND;
                if (hasRoom != isListening) {
                    isListening = hasRoom;
                    if (hasRoom) {
                        poller.register(front, ZMQ.Poller.POLLIN);
                    } else {
                        poller.unregister(front);
                    }
                }
                poller.poll(WAIT_MILLIS);
                while (forward(back, front)) {
                    inHand--;
                }
                while (!isStopping() && inHand < MOST_IN_HAND && forward(front, back)) {
                    inHand++;
                }
            }
        }
    }

    /**
     * Passes one message on, if there is one. Fewer are in hand than the queue of any worker can hold, so that nothing is
     * dropped and nobody waits.
     */
    private static boolean forward(ZMQ.Socket from, ZMQ.Socket to) {
        byte[] frame = from.recv(ZMQ.DONTWAIT);
        if (frame == null) {
            return false;
        }
        to.send(frame, from.hasReceiveMore() ? ZMQ.DONTWAIT | ZMQ.SNDMORE : ZMQ.DONTWAIT);
        while (from.hasReceiveMore()) {
            frame = from.recv(ZMQ.DONTWAIT);
            to.send(frame, from.hasReceiveMore() ? ZMQ.DONTWAIT | ZMQ.SNDMORE : ZMQ.DONTWAIT);
        }
        return true;
    }

    /** Connected here, by whoever deals the requests out: from then on there is somebody to deal them to. */
    private Thread startWorker(ZContext context) {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.connect(BACK);
        Thread thread = new Thread(() -> work(context, socket), "proxied-worker");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void work(ZContext shared, ZMQ.Socket socket) {
        try (ZContext context = shared;
                ZMQ.Poller poller = context.createPoller(1)) {
            OWN.set(socket);
            poller.register(socket, ZMQ.Poller.POLLIN);
            while (!isOver) {
                poller.poll(WAIT_MILLIS);
                for (byte[] id = socket.recv(ZMQ.DONTWAIT); id != null; id = socket.recv(ZMQ.DONTWAIT)) {
                    List<byte[]> frames = new ArrayList<>();
                    while (socket.hasReceiveMore()) {
                        frames.add(socket.recv(ZMQ.DONTWAIT));
                    }
                    handle(new Request(id, frames, envelopeLength(frames)));
                }
            }
        } finally {
            OWN.remove();
        }
    }

    @Override
    protected void send(byte[] routingId, List<byte[]> frames) {
        ZMQ.Socket socket = OWN.get();
        socket.send(routingId, ZMQ.DONTWAIT | ZMQ.SNDMORE);
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.DONTWAIT | ZMQ.SNDMORE : ZMQ.DONTWAIT);
        }
    }

    private static void join(Thread worker) {
        boolean wasInterrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected long turns() {
        return 0;
    }

    @Override
    protected int peers() {
        return 0;
    }
}
