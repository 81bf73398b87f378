package io.github.dontwait.conformance.stimulus;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.SubjectStartException;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.testkit.message.Frame;
import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.peer.Peer;
import io.github.dontwait.testkit.wire.Z85;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks for what a subject was told in confidence in all that it prints and says. */
public final class Secrets {

    /** Longer than PLAIN can say. */
    private static final int TOO_LONG = 300;

    private final Bench bench;
    private final Access access;

    public Secrets(Bench bench, Access access) {
        this.bench = bench;
        this.access = access;
    }

    /** Has it serve, keep somebody out, answer errors, and refuse settings; none of its secrets may be seen. */
    public void expectKept() throws InterruptedException {
        Map<String, String> secrets = forms(access.secrets());
        RunningSubject subject = bench.shared(access.settings());
        serve(secrets);
        subject.log().stream()
                .flatMap(output -> output.lines().stream())
                .forEach(line -> judge("a line that it printed", line.text(), secrets));
        for (Map.Entry<String, Map<String, String>> unusable : unusable().entrySet()) {
            refuse(unusable.getKey(), unusable.getValue(), secrets);
        }
    }

    private void serve(Map<String, String> secrets) throws InterruptedException {
        Guarded guarded = Guarded.by(access, bench);
        List<Outsider> outsiders = access == Access.PLAIN
                ? Outsiders.withWrongCredentials(guarded).subList(0, 1)
                : Outsiders.withWrongKeys(guarded).subList(0, 1);
        outsiders.forEach(Outsider::begin);
        guarded.expectServing();
        Peer peer = guarded.enter("curious", access.rightful().get(0));
        List<Message> requests = new ArrayList<>(List.of(Message.of("which password?")));
        if (bench.declares(Capability.FAIL)) {
            requests.add(Message.of("$fail"));
        }
        if (bench.declares(Capability.WORK)) {
            requests.add(Message.of("$work", "soon"));
        }
        if (bench.declares(Capability.STATS)) {
            requests.add(Message.of("$stats"));
        }
        for (Message request : requests) {
            peer.send(request);
            for (Frame frame : peer.expectMessage().frames()) {
                judge("the reply to " + request, new String(frame.octets(), StandardCharsets.ISO_8859_1), secrets);
            }
        }
    }

    /** Settings that a subject refuses, or not: what it then says is all that counts here. */
    private Map<String, Map<String, String>> unusable() {
        Map<String, Map<String, String>> unusable = new LinkedHashMap<>();
        // An unusable key ends every subject; where there is none, something else must.
        if (!bench.declares(Capability.CURVE)) {
            unusable.put("a linger that is no number", Map.of(SubjectSettings.LINGER_MS, "soon"));
        }
        if (access == Access.PLAIN) {
            unusable.put(
                    "a password of more than " + TOO_LONG + " characters",
                    Map.of(SubjectSettings.PLAIN_PASSWORD, Access.PASSWORD + "x".repeat(TOO_LONG)));
        } else {
            String key = Access.secretKey();
            unusable.put(
                    "a secret key of 39 characters",
                    Map.of(SubjectSettings.CURVE_SECRETKEY, key.substring(0, key.length() - 1)));
        }
        return unusable;
    }

    private void refuse(String what, Map<String, String> changed, Map<String, String> secrets)
            throws InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>(access.settings());
        settings.putAll(changed);
        List<String> printed = new ArrayList<>();
        try {
            RunningSubject started = bench.start(told -> {
                SubjectSettings all = told;
                for (Map.Entry<String, String> setting : settings.entrySet()) {
                    all = all.with(setting.getKey(), setting.getValue());
                }
                return all;
            });
            started.log().ifPresent(output -> output.lines().forEach(line -> printed.add(line.text())));
        } catch (SubjectStartException e) {
            e.early().ifPresent(early -> printed.addAll(early.errorLines()));
        }
        for (String line : printed) {
            judge("what it printed when it was told " + what, line, secrets);
        }
    }

    /** Each secret as it was told, and in the forms that programs print octets in; by what it is. */
    private static Map<String, String> forms(Map<String, String> secrets) {
        Map<String, String> forms = new LinkedHashMap<>();
        secrets.forEach((what, secret) -> {
            boolean isKey = secret.length() == 40;
            byte[] octets = isKey ? Z85.decode(secret) : secret.getBytes(StandardCharsets.UTF_8);
            // Of a key that was cut off all but the last characters would be told.
            forms.put(isKey ? secret.substring(0, 35) : secret, what);
            forms.put(Frame.of(octets).hex(), what + ", in hexadecimal digits");
            forms.put(Base64.getEncoder().withoutPadding().encodeToString(octets), what + ", in Base64");
        });
        return forms;
    }

    private void judge(String where, String text, Map<String, String> secrets) {
        String lower = text.toLowerCase(Locale.ROOT);
        secrets.forEach((form, what) -> {
            int at = text.contains(form) ? text.indexOf(form) : what.contains("hexadecimal") ? lower.indexOf(form) : -1;
            if (at >= 0) {
                throw bench.failed(
                        where + " to hold nothing that the subject was told in confidence",
                        "it holds " + what + ":\n  " + text.substring(0, at) + "(here)"
                                + text.substring(at + form.length()));
            }
        });
    }
}
