package io.github.dontwait.reference;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a worker and a server share: one {@link Service}, opened and closed by the thread that turns the actor. */
abstract class ServiceActor implements Stoppable {

    /** At least 10 turns a second, whatever happens: well above the 5 that are promised. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Settings settings;
    private final Handler handler;
    private final Surroundings surroundings;
    private final Consumer<String> whenReady;
    private final StopProcedure stop;
    private volatile @Nullable Service service;
    private @Nullable Reactor reactor;

    ServiceActor(Settings settings, Handler handler, Surroundings surroundings, Consumer<String> whenReady) {
        this.settings = settings;
        this.handler = handler;
        this.surroundings = surroundings;
        this.whenReady = whenReady;
        this.stop = new StopProcedure(settings.limits().lingerMillis());
    }

    @Override
    public final void onStart() {
        Service opened = new Service(settings, handler, stop, surroundings);
        service = opened;
        opened.bind();
        reactor = new Reactor(this::stop);
        opened.register(reactor, this::onRequests);
        whenReady.accept(opened.endpoint());
    }

    @Override
    public final void onClose() {
        if (reactor != null) {
            reactor.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @Override
    public final void stop() {
        stop.request();
        Service running = service;
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public final void abandon() {
        stop.abandon();
        stop();
    }

    @Override
    public final String endpoint() {
        return service().endpoint();
    }

    @Override
    public final boolean workHasEnded() {
        return stop.workHasEnded();
    }

    /** Called by the reactor when requests are there. */
    abstract void onRequests();

    final Service service() {
        return started(service);
    }

    /** Waits until something arrives or a duty is due, and lets the reactor call whom it concerns. */
    final void awaitNextDuty() {
        awaitAtMost(Reactor.roundedUp(Math.min(service().nanosToNextDuty(), LONGEST_WAIT_NANOS)));
    }

    final void awaitAtMost(long millis) {
        started(reactor).turn(millis);
    }

    private <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException(roleName() + " has not been started");
        }
        return part;
    }
}
