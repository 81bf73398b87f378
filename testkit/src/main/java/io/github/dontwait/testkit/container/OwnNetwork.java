package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A network with room for one container, at an address that it keeps. It lies in 198.18.0.0/15, which RFC 2544 sets apart for
 * tests of networks, so it hides nothing that anybody wants to reach.
 */
final class OwnNetwork {

    private static final int TRIES = 20;
    private static final Random RANDOM = new Random();

    private final DockerClient engine;
    private final String id;
    private final String address;

    private OwnNetwork(DockerClient engine, String id, String address) {
        this.engine = engine;
        this.id = id;
        this.address = address;
    }

    /**
     * Makes one.
     *
     * @throws ActorStartException if the engine does not
     */
    static OwnNetwork make(DockerClient engine) {
        @Nullable DockerException last = null;
        for (int i = 0; i < TRIES; i++) {
            String prefix = "198." + (18 + RANDOM.nextInt(2)) + "." + RANDOM.nextInt(256) + ".";
            int base = RANDOM.nextInt(32) * 8;
            try {
                return new OwnNetwork(engine, make(engine, prefix + base + "/29"), prefix + (base + 2));
            } catch (DockerException e) {
                // Another network may have it already.
                last = e;
            }
        }
        throw new ActorStartException(
                "the engine makes no network of its own for the container: " + (last == null ? "" : last.getMessage()),
                last);
    }

    private static String make(DockerClient engine, String subnet) {
        return engine.createNetworkCmd()
                .withName("dontwait-" + UUID.randomUUID())
                .withLabels(Owner.label())
                .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
                .exec()
                .getId();
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    void remove() {
        Owner.gone(() -> engine.removeNetworkCmd(id).exec());
    }
}
