package io.github.dontwait.reference;

import java.util.function.Consumer;

/**
 * The polled actor: one poller watches everything, and each part is called when it is ready. A turn is one wait, bounded
 * by the next duty, and what follows from it.
 *
 * <p>Turned by one thread, without an idle strategy since it idles in its poller; {@link #stop()} may come from any.
 */
public final class Server extends ServiceActor {

    private int received;

    /**
     * A server that binds when it is started.
     *
     * @param whenReady told the endpoint, by the loop's thread, just before the first turn
     */
    public Server(Settings settings, Handler handler, Surroundings surroundings, Consumer<String> whenReady) {
        super(settings, handler, surroundings, whenReady);
    }

    @Override
    public int turn() throws ActorFinishedException {
        received = 0;
        awaitNextDuty();
        if (received == 0) {
            service().nothingReceived();
        }
        return received + service().work();
    }

    @Override
    void onRequests() {
        received = service().receive();
    }

    @Override
    public String roleName() {
        return "server";
    }
}
