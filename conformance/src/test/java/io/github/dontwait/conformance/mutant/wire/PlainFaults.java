package io.github.dontwait.conformance.mutant.wire;

import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.Arrays;

/** Routers that were told one credential, and look at it wrongly. */
final class PlainFaults {

    private PlainFaults() {}

    /** Lets nobody in. */
    @Kills(rule = "SEC-11", says = "dealer-with-plain-1")
    static final class KeepsEverybodyOut extends MiniRouter {

        @Override
        protected boolean accepts(byte[] username, byte[] password) {
            return false;
        }
    }

    /** Says that it speaks PLAIN, and does not start when it is to. */
    @Kills(rule = "SEC-11", says = "this subject does not speak it")
    static final class DeclaresWhatItDoesNotSpeak extends ModelService {

        @Override
        protected void checkSettings(SubjectSettings told) {
            if (!told.security().equals("null")) {
                throw new IllegalArgumentException(
                        SubjectSettings.SECURITY + "='" + told.security() + "': this subject does not speak it");
            }
            super.checkSettings(told);
        }
    }

    /** Takes its credential for a ticket that can be used once. */
    @Kills(rule = "SEC-11", says = "anonymous-with-plain-1")
    static final class ServesItsFirstGuestOnly extends MiniRouter {

        private boolean isUsed;

        @Override
        protected boolean accepts(byte[] username, byte[] password) {
            boolean accepts = !isUsed && super.accepts(username, password);
            isUsed |= accepts;
            return accepts;
        }
    }

    /** Lets everybody in who says HELLO. */
    @Kills(rule = "SEC-02", says = "outsider-1 (who says another password) to be kept out")
    static final class AllowsEveryCredential extends MiniRouter {

        @Override
        protected boolean accepts(byte[] username, byte[] password) {
            return true;
        }
    }

    /** Takes any password. */
    @Kills(rule = "SEC-02", says = "outsider-1 (who says another password) to be kept out")
    static final class LooksAtTheUsernameOnly extends MiniRouter {

        @Override
        protected boolean accepts(byte[] username, byte[] password) {
            return Arrays.equals(username, username());
        }
    }

    /** Compares passwords as far as the shorter one goes. */
    @Kills(rule = "SEC-02", says = "leaves out the last octet of the password) to be kept out")
    static final class ComparesTheBeginning extends MiniRouter {

        @Override
        protected boolean accepts(byte[] username, byte[] password) {
            int octets = Math.min(password.length, password().length);
            return Arrays.equals(username, username())
                    && octets > 0
                    && Arrays.equals(Arrays.copyOf(password, octets), Arrays.copyOf(password(), octets));
        }
    }

    /** Has no password to compare an empty one with, and takes it. */
    @Kills(rule = "SEC-02", says = "says an empty password) to be kept out")
    static final class AllowsTheEmptyPassword extends MiniRouter {

        @Override
        protected boolean accepts(byte[] username, byte[] password) {
            return super.accepts(username, password) || Arrays.equals(username, username()) && password.length == 0;
        }
    }

    /** Sends ERROR, keeps the connection, and takes the next step all the same. */
    @Kills(rule = "SEC-02", says = "outsider-1 (who says another password)")
    static final class ServesAfterTheError extends MiniRouter {

        @Override
        protected void refuse(Link link, String reason) {
            sendCommand(link, "ERROR", new byte[] {3, '4', '0', '0'});
        }

        @Override
        protected void onMisstep(Link link, String name, byte[] data) {
            if (!name.equals("INITIATE")) {
                super.onMisstep(link, name, data);
            }
            onInitiate(link, data);
        }
    }
}
