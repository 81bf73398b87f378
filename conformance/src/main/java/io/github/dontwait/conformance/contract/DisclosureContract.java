package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Level.SHOULD;
import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Access;
import io.github.dontwait.conformance.stimulus.ErrorReplies;
import io.github.dontwait.conformance.stimulus.Secrets;

/** Rules: what a subject keeps to itself. */
public interface DisclosureContract extends Contract {

    @Rule(
            id = "SEC-08",
            level = SHOULD,
            profile = FULL,
            says =
                    "An error reply tells nothing that helps an attacker: no stack trace, no place in the source, no path of the"
                            + " machine, nothing of other clients.",
            source = "subject contract, Serving ($error, one text frame); 37/ZMTP, Security Considerations",
            causes = {
                "the whole exception is sent, with its trace, instead of a sentence about the request",
                "the message of an exception is sent that was written for the log: it may name files and other requests",
                "a dump of the handler's state is sent: it holds what other clients asked"
            },
            mutants = {
                "RepliesWithTheStackTrace: sends the trace of what its handler threw",
                "RepliesWithAPath: names a file that it could not read",
                "RepliesWithTheRequestBefore: quotes what was asked last by anybody",
                "RepliesWithWhoIsWaiting: lists the peers whose replies are deferred"
            },
            needs = Capability.FAIL)
    default void errorRepliesAreDiscreet(Bench bench) {
        new ErrorReplies(bench).play();
    }

    @Rule(
            id = "SEC-10",
            level = SHOULD,
            profile = FULL,
            says =
                    "No password and no secret key that it was told appears in what it prints, serving or refusing its settings, or"
                            + " in its replies.",
            source = "subject contract, Starting, \"never a password or a secret key\"",
            causes = {
                "all settings, or the whole environment, are printed at the start or with an error",
                "the line about an unusable setting repeats the value whatever the setting is",
                "the credentials that a peer sends are logged when it is let in or kept out",
                "an error reply contains the settings"
            },
            mutants = {
                "PrintsItsSettings: logs every variable with its value when it starts",
                "RepeatsWhatItCannotUse: says which value it cannot use, also if that is the password",
                "DumpsItsSettingsAtAnError: prints all settings when one of them cannot be used",
                "LogsWhoComes: logs what peers say in HELLO",
                "TellsItsSettingsInErrors: sends its settings in error replies"
            },
            rung = PROCESS)
    default void secretsAreKept(Bench bench) throws InterruptedException {
        for (Access access : Access.declared(bench)) {
            new Secrets(bench, access).expectKept();
        }
    }
}
