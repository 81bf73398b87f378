package io.github.dontwait.conformance.contract;

import static io.github.dontwait.conformance.Profile.FULL;
import static io.github.dontwait.conformance.Rung.PROCESS;

import io.github.dontwait.conformance.Capability;
import io.github.dontwait.conformance.Rule;
import io.github.dontwait.conformance.RunningSubject;
import io.github.dontwait.conformance.bench.Bench;
import io.github.dontwait.conformance.stimulus.Access;
import io.github.dontwait.conformance.stimulus.Guarded;
import io.github.dontwait.conformance.stimulus.Outsider;
import io.github.dontwait.conformance.stimulus.Outsiders;
import io.github.dontwait.conformance.stimulus.Rightful;
import java.util.ArrayList;
import java.util.List;

/** Rules: whom a subject lets in that was told to use PLAIN or CURVE. Those that need neither hold for each that is declared. */
public interface AccessContract extends Contract {

    @Rule(
            id = "SEC-11",
            profile = FULL,
            says =
                    "With PLAIN the peer that has the accepted credential is let in and served, with CURVE each peer that has an"
                            + " accepted key, whatever else it says of itself.",
            source = "subject contract, Starting, DONTWAIT_SECURITY; 24/ZMTP-PLAIN; 25/ZMTP-CURVE",
            causes = {
                "a capability is declared in READY that the settings do not reach: DONTWAIT_SECURITY is not read",
                "the library asks a ZAP handler (27/ZAP), and the loop never answers it, or answers on the wrong socket",
                "DONTWAIT_CURVE_CLIENTKEYS is taken for one key: the keys are separated by commas",
                "keys are compared in Z85 on one side and as 32 octets on the other",
                "the credential is compared with a line that still has its line end or its quotes"
            },
            mutants = {
                "DeclaresWhatItDoesNotSpeak: does not start when it is told to use PLAIN",
                "KeepsEverybodyOut: answers every HELLO with ERROR",
                "ServesItsFirstGuestOnly: lets one peer in and no other",
                "AcceptsTheFirstKeyOnly: takes the first of several accepted keys for the only one"
            },
            rung = PROCESS)
    default void rightfulPeersAreServed(Bench bench) throws InterruptedException {
        for (Access access : Access.declared(bench)) {
            Rightful.expectServed(bench, access);
        }
    }

    @Rule(
            id = "SEC-01",
            profile = FULL,
            says =
                    "With PLAIN or CURVE configured no message from a peer that speaks NULL, another mechanism, ZMTP 2.0 or"
                            + " ZMTP 1.0 is served, and those that speak ZMTP 3 are disconnected.",
            source = "37/ZMTP, Security: \"MUST close\", and Downgrade Attacks",
            causes = {
                "the credentials are set and the socket is never made a server of the mechanism (plain_server, curve_server;"
                        + " JeroMQ: setPlainServer, setCurveServer): it speaks NULL to everybody",
                "the mechanism of the peer's greeting is not compared with the own one",
                "peers of old versions are served for the sake of compatibility"
            },
            mutants = {
                "ForgetsToBeAServer: knows the credential and speaks NULL",
                "IgnoresTheMechanismOfPeers: talks PLAIN or NULL, whatever the peer's greeting says"
            },
            rung = PROCESS)
    default void unsecuredPeersAreNotServed(Bench bench) throws InterruptedException {
        for (Access access : Access.declared(bench)) {
            Guarded guarded = Guarded.by(access, bench);
            List<Outsider> outsiders = new ArrayList<>(Outsiders.ofOtherMechanisms(guarded, access));
            outsiders.addAll(Outsiders.ofOldVersions(guarded));
            guarded.expectKeptOut(outsiders);
        }
    }

    @Rule(
            id = "SEC-02",
            profile = FULL,
            says =
                    "With PLAIN a peer with a wrong, an empty or no user name or password gets no session, and nothing of it is"
                            + " handled.",
            source = "24/ZMTP-PLAIN; subject contract, Starting, \"the one accepted credential\"",
            causes = {
                "no ZAP handler is there, and the library then lets everybody in who speaks PLAIN",
                "the ZAP handler answers 200 without a look at the credentials, or looks at the user name only",
                "credentials are compared up to the first zero octet, up to the shorter one's end, or without regard to case",
                "an empty password matches because none was read from the settings",
                "ERROR is sent, and the connection goes on as if it had not been"
            },
            mutants = {
                "AllowsEveryCredential: lets everybody in who says HELLO",
                "LooksAtTheUsernameOnly: takes any password",
                "ComparesTheBeginning: takes a password that begins as the right one does, or the right one with more",
                "AllowsTheEmptyPassword: takes an empty password for a right one",
                "ServesAfterTheError: sends ERROR and takes the next step all the same"
            },
            needs = Capability.PLAIN,
            rung = PROCESS)
    default void wrongCredentialsGetNoSession(Bench bench) throws InterruptedException {
        Guarded guarded = Guarded.by(Access.PLAIN, bench);
        guarded.expectKeptOut(Outsiders.withWrongCredentials(guarded));
    }

    @Rule(
            id = "SEC-03",
            profile = FULL,
            says =
                    "With PLAIN or CURVE no step of the handshake can be left out: a peer that sends INITIATE, READY or a message"
                            + " where HELLO or INITIATE is due is disconnected unserved.",
            source = "24/ZMTP-PLAIN and 26/CURVEZMQ, grammar",
            causes = {
                "commands are handled by their name alone, whatever came before",
                "frames without the COMMAND flag are handed on before the handshake is done",
                "the handshake is given up, and the connection forgotten without being closed"
            },
            mutants = {
                "TakesStepsInAnyOrder: lets in who says INITIATE, without a HELLO",
                "HandsOnWhatComesEarly: serves messages before the handshake is done",
                "TakesReadyForInitiate: lets in who says READY as with NULL",
                "ForgetsWhoSkipsSteps: neither lets such a peer in nor disconnects it"
            },
            rung = PROCESS)
    default void noStepCanBeLeftOut(Bench bench) throws InterruptedException {
        for (Access access : Access.declared(bench)) {
            Guarded guarded = Guarded.by(access, bench);
            guarded.expectKeptOut(Outsiders.whoSkipSteps(guarded, access));
        }
    }

    @Rule(
            id = "SEC-04",
            profile = FULL,
            says =
                    "With PLAIN or CURVE a malformed HELLO, one that declares more octets than it has for example, delivers nothing"
                            + " and harms nobody else, neither while its connection stands nor when it ends.",
            source = "24/ZMTP-PLAIN and 26/CURVEZMQ, grammar of HELLO; subject contract, Serving",
            causes = {
                "a length is used before it is compared with the octets that are left: the error ends the thread that serves"
                        + " all peers",
                "a length octet is read as a signed number",
                "the error is caught, and the connection then taken for one that is let in"
            },
            mutants = {
                "TrustsTheLengthsOfHello: an index error ends its I/O thread",
                "LetsInWhomItCannotRead: takes a HELLO that it cannot read for a right one"
            },
            rung = PROCESS)
    default void aMalformedHelloHarmsNobody(Bench bench) throws InterruptedException {
        for (Access access : Access.declared(bench)) {
            Guarded guarded = Guarded.by(access, bench);
            List<Outsider> malformed = Outsiders.withMalformedHello(guarded, access);
            guarded.expectKeptOut(malformed);
            malformed.forEach(Outsider::leave);
            guarded.expectServing();
        }
    }

    @Rule(
            id = "SEC-07",
            profile = FULL,
            says =
                    "With CURVE a peer that has another server's key, a key that is not accepted, or an accepted key that is not its"
                            + " own gets nothing in; where no key is accepted, nobody does.",
            source = "25/ZMTP-CURVE; 26/CURVEZMQ, Security; subject contract, Starting, DONTWAIT_CURVE_CLIENTKEYS",
            causes = {
                "no ZAP handler is there, and the library then lets in every client that knows the server's key",
                "an empty list of keys is taken for \"no restriction\" (CURVE_ALLOW_ANY)",
                "the handler answers 200 to every question of the mechanism CURVE",
                "the vouch of INITIATE is not opened, so that anybody may claim any key"
            },
            mutants = {
                "AllowsEveryKey: lets in every client that knows the server's key",
                "TakesAnEmptyListForEverybody: lets anybody in where no key is accepted"
            },
            needs = Capability.CURVE,
            rung = PROCESS)
    default void wrongKeysGetNothingIn(Bench bench) throws InterruptedException {
        Guarded guarded = Guarded.by(Access.CURVE, bench);
        guarded.expectKeptOut(Outsiders.withWrongKeys(guarded));
        RunningSubject closed = bench.start(Access.withoutClientKeys());
        Guarded shut = Guarded.shut(closed, bench);
        shut.expectKeptOut(Outsiders.withAnyKey(shut));
    }
}
