package io.github.dontwait.testkit.junit;

import io.github.dontwait.testkit.fault.FaultyServer;
import io.github.dontwait.testkit.fault.Link;
import io.github.dontwait.testkit.jeromq.CheckedContext;
import io.github.dontwait.testkit.jeromq.CheckedSocket;
import io.github.dontwait.testkit.peer.FakeRouter;
import io.github.dontwait.testkit.peer.FakeServer;
import io.github.dontwait.testkit.peer.JeromqPeers;
import io.github.dontwait.testkit.peer.Peers;
import io.github.dontwait.testkit.transcript.Transcript;
import io.github.dontwait.testkit.wire.Timeouts;
import io.github.dontwait.testkit.wire.WireListener;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What a parameter is given, by its type: here stands all that can be injected. */
final class Parameters {

    private static final Map<Class<?>, Resolver> BY_TYPE = new LinkedHashMap<>();

    static {
        BY_TYPE.put(Transcript.class, (life, parameter, context) -> life.transcript());
        BY_TYPE.put(Timeouts.class, (life, parameter, context) -> life.timeouts());
        BY_TYPE.put(ZContext.class, (life, parameter, context) -> life.context());
        BY_TYPE.put(CheckedContext.class, (life, parameter, context) -> life.context());
        BY_TYPE.put(PeerFactory.class, (life, parameter, context) -> new PeerFactory(life));
        BY_TYPE.put(
                Peers.class,
                (life, parameter, context) ->
                        life.thing(Peers.class, "", each -> new PeerFactory(each).to(Endpoints.of(context))));
        BY_TYPE.put(
                JeromqPeers.class,
                (life, parameter, context) -> life.thing(
                        JeromqPeers.class, "", each -> new PeerFactory(each).jeromqTo(Endpoints.of(context))));
        BY_TYPE.put(FaultyServer.class, (life, parameter, context) -> {
            throw new ExtensionConfigurationException("which fault has the FaultyServer of " + described(parameter)
                    + "? Take a PeerFactory, and call listening().faultyServer(name, fault).");
        });
        BY_TYPE.put(Link.class, (life, parameter, context) -> {
            String name = name(parameter);
            return life.thing(
                    Link.class, name, each -> each.own(Link.to(Endpoints.of(context), name, each.transcript())));
        });
        BY_TYPE.put(FakeServer.class, named(FakeServer.class, (life, name) -> new PeerFactory(life)
                .listening()
                .fakeServer(name)));
        BY_TYPE.put(
                FakeRouter.class,
                named(
                        FakeRouter.class,
                        (life, name) -> life.own(FakeRouter.listen(0, name, life.transcript(), life.timeouts()))));
        BY_TYPE.put(
                WireListener.class,
                named(
                        WireListener.class,
                        (life, name) -> life.own(WireListener.bind(name, life.transcript(), life.timeouts()))));
    }

    private Parameters() {}

    /** Makes what a parameter is given. */
    private interface Resolver {

        Object resolve(Life life, ParameterContext parameter, ExtensionContext context);
    }

    private static <T> Resolver named(Class<T> type, BiFunction<Life, String, T> maker) {
        return (life, parameter, context) -> {
            String name = name(parameter);
            return life.thing(type, name, each -> maker.apply(each, name));
        };
    }

    static boolean isKnown(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return (type == String.class && parameter.isAnnotated(Inproc.class))
                || (type.isAssignableFrom(CheckedSocket.class) && parameter.isAnnotated(Bound.class))
                || BY_TYPE.containsKey(type);
    }

    static Object resolve(ParameterContext parameter, Life life, ExtensionContext context) {
        if (parameter.isAnnotated(Inproc.class)) {
            return life.thing(String.class, name(parameter), each -> CheckedContext.inprocEndpoint());
        }
        Bound bound = parameter.findAnnotation(Bound.class).orElse(null);
        if (bound != null) {
            return life.thing(ZMQ.Socket.class, bound.value() + " " + name(parameter), each -> each.context()
                    .bound(bound.value()));
        }
        Resolver resolver = BY_TYPE.get(parameter.getParameter().getType());
        if (resolver == null) {
            throw new IllegalArgumentException("nothing is known of " + parameter);
        }
        return resolver.resolve(life, parameter, context);
    }

    /** Its name by annotation or in the sources; where the compiler did not keep that, the name of its kind. */
    private static String name(ParameterContext parameter) {
        Named named = parameter.findAnnotation(Named.class).orElse(null);
        if (named != null) {
            if (named.value().isBlank()) {
                throw new ExtensionConfigurationException("give a name in @Named at " + described(parameter));
            }
            return named.value();
        }
        if (parameter.getParameter().isNamePresent()) {
            return parameter.getParameter().getName();
        }
        requireOnlyOneWithoutName(parameter);
        return kind(parameter.getParameter());
    }

    private static void requireOnlyOneWithoutName(ParameterContext parameter) {
        String kind = kind(parameter.getParameter());
        long alike = Arrays.stream(parameter.getDeclaringExecutable().getParameters())
                .filter(each -> !each.isAnnotationPresent(Named.class))
                .filter(each -> kind(each).equals(kind))
                .count();
        if (alike > 1) {
            throw new ExtensionConfigurationException("which " + kind + " is which at " + described(parameter)
                    + "? The compiler did not keep the names of its parameters: compile with -parameters, or name them:"
                    + " @Named(\"prices\")");
        }
    }

    /** What it is, as a name. */
    private static String kind(Parameter parameter) {
        Bound bound = parameter.getAnnotation(Bound.class);
        if (bound != null) {
            return bound.value().name().toLowerCase(Locale.ROOT);
        }
        String type = parameter.isAnnotationPresent(Inproc.class)
                ? "Inproc"
                : parameter.getType().getSimpleName();
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    private static String described(ParameterContext parameter) {
        Executable executable = parameter.getDeclaringExecutable();
        String type = executable.getDeclaringClass().getSimpleName();
        return executable instanceof Method method ? type + "." + method.getName() : "the constructor of " + type;
    }
}
