package io.github.dontwait.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.util.Map;

/** A container without its networks, and what it takes to put it back. */
final class Cut {

    private static final String DEFAULT_NETWORK = "bridge";

    private final DockerClient engine;
    private final String id;
    private final Map<String, ContainerNetwork> networks;

    private Cut(DockerClient engine, String id, Map<String, ContainerNetwork> networks) {
        this.engine = engine;
        this.id = id;
        this.networks = networks;
    }

    static Cut make(DockerClient engine, String id) {
        Map<String, ContainerNetwork> networks = Map.copyOf(
                engine.inspectContainerCmd(id).exec().getNetworkSettings().getNetworks());
        Cut cut = new Cut(engine, id, networks);
        networks.forEach((name, network) -> engine.disconnectFromNetworkCmd()
                .withNetworkId(name)
                .withContainerId(id)
                .exec());
        return cut;
    }

    void heal() {
        networks.forEach((name, network) -> {
            ContainerNetwork wanted = new ContainerNetwork().withAliases(network.getAliases());
            // Whoever asked for an address keeps it; the default network knows neither addresses nor aliases.
            if (network.getIpamConfig() != null) {
                wanted.withIpamConfig(network.getIpamConfig());
            }
            engine.connectToNetworkCmd()
                    .withNetworkId(name)
                    .withContainerId(id)
                    .withContainerNetwork(name.equals(DEFAULT_NETWORK) ? new ContainerNetwork() : wanted)
                    .exec();
        });
    }
}
