package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Role;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.bench.Bench;
import java.util.List;

/** Settings whose values are empty. */
public final class EmptySettings {

    private static final List<String> OF_A_SERVICE = List.of(
            SubjectSettings.CONTRACT,
            SubjectSettings.HEARTBEAT_MS,
            SubjectSettings.PEER_TTL_MS,
            SubjectSettings.HWM,
            SubjectSettings.MAXMSGSIZE,
            SubjectSettings.LINGER_MS,
            SubjectSettings.SECURITY,
            SubjectSettings.PLAIN_USERNAME,
            SubjectSettings.PLAIN_PASSWORD,
            SubjectSettings.CURVE_SECRETKEY,
            SubjectSettings.CURVE_PUBLICKEY,
            SubjectSettings.CURVE_CLIENTKEYS);

    private static final List<String> OF_A_CLIENT = List.of(
            SubjectSettings.REQUESTS,
            SubjectSettings.WINDOW,
            SubjectSettings.TIMEOUT_MS,
            SubjectSettings.ROUTING_ID,
            SubjectSettings.SECURITY,
            SubjectSettings.CURVE_SERVERKEY,
            SubjectSettings.HWM);

    private EmptySettings() {}

    /** The settings of a client with nothing in them but its role and where to connect. */
    public static SubjectSettings ofAClient(SubjectSettings settings) {
        return emptied(settings, OF_A_CLIENT);
    }

    /** Starts a service that is told nothing but where to bind; fails if it does not start. */
    public static RunningSubject start(Bench bench) throws InterruptedException {
        try {
            return bench.start(settings -> {
                SubjectSettings emptied = emptied(settings, OF_A_SERVICE);
                // Without a role it is a worker; whoever is no worker may refuse to be one.
                return settings.role() == Role.WORKER ? emptied.with(SubjectSettings.ROLE, "") : emptied;
            });
        } catch (SubjectStartException e) {
            throw bench.failed(
                    "the subject to start where every variable but its endpoint is empty, as if they were absent",
                    "it did not: " + e.getMessage());
        }
    }

    private static SubjectSettings emptied(SubjectSettings settings, List<String> names) {
        SubjectSettings emptied = settings;
        for (String name : names) {
            emptied = emptied.with(name, "");
        }
        return emptied;
    }
}
