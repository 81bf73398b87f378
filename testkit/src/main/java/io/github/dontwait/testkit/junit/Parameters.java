package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.fault.Link;
import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.jeromq.CheckedSocket;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What a parameter is given, by its type: here stands all that can be injected. */
final class Parameters {

    private static final Map<Class<?>, Resolver> BY_TYPE = new LinkedHashMap<>();

    static {
        BY_TYPE.put(Transcript.class, (life, name, context) -> life.transcript());
        BY_TYPE.put(Timeouts.class, (life, name, context) -> life.timeouts());
        BY_TYPE.put(ZContext.class, (life, name, context) -> life.context());
        BY_TYPE.put(CheckedContext.class, (life, name, context) -> life.context());
        BY_TYPE.put(PeerFactory.class, (life, name, context) -> new PeerFactory(life));
        BY_TYPE.put(
                Peers.class,
                (life, name, context) ->
                        life.thing(Peers.class, "", each -> new PeerFactory(each).to(Endpoints.of(context))));
        BY_TYPE.put(
                Link.class,
                (life, name, context) -> life.thing(
                        Link.class, name, each -> each.own(Link.to(Endpoints.of(context), name, each.transcript()))));
        BY_TYPE.put(
                FakeServer.class,
                (life, name, context) -> life.thing(FakeServer.class, name, each -> new PeerFactory(each)
                        .listening()
                        .fakeServer(name)));
        BY_TYPE.put(
                FakeRouter.class,
                (life, name, context) -> life.thing(
                        FakeRouter.class,
                        name,
                        each -> each.own(FakeRouter.listen(0, name, each.transcript(), each.timeouts()))));
        BY_TYPE.put(
                WireListener.class,
                (life, name, context) -> life.thing(
                        WireListener.class,
                        name,
                        each -> each.own(WireListener.bind(name, each.transcript(), each.timeouts()))));
    }

    private Parameters() {}

    /** Makes what a parameter is given. */
    private interface Resolver {

        Object resolve(Life life, String name, ExtensionContext context);
    }

    static boolean isKnown(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return (type == String.class && parameter.isAnnotated(Inproc.class))
                || (type.isAssignableFrom(CheckedSocket.class) && parameter.isAnnotated(Bound.class))
                || BY_TYPE.containsKey(type);
    }

    static Object resolve(ParameterContext parameter, Life life, ExtensionContext context) {
        String name = name(parameter);
        if (parameter.isAnnotated(Inproc.class)) {
            return life.thing(String.class, name, each -> CheckedContext.inprocEndpoint());
        }
        Bound bound = parameter.findAnnotation(Bound.class).orElse(null);
        if (bound != null) {
            return life.thing(ZMQ.Socket.class, name, each -> each.context().bound(bound.value()));
        }
        Resolver resolver = BY_TYPE.get(parameter.getParameter().getType());
        if (resolver == null) {
            throw new IllegalArgumentException("nothing is known of " + parameter);
        }
        return resolver.resolve(life, name, context);
    }

    /** Its name in the sources, or its type and place where the compiler did not keep it. */
    private static String name(ParameterContext parameter) {
        return parameter.getParameter().isNamePresent()
                ? parameter.getParameter().getName()
                : parameter.getParameter().getType().getSimpleName() + "-" + parameter.getIndex();
    }
}
