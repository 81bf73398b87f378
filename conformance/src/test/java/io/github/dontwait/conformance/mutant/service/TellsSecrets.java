package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.CurveService;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.Request;
import java.util.List;

/** Services that do not keep what they were told in confidence. */
final class TellsSecrets {

    private TellsSecrets() {}

    /** Logs every variable with its value. */
    @Kills(rule = "SEC-10", says = "a line that it printed to hold nothing")
    static final class PrintsItsSettings extends CurveService {

        @Override
        protected void announce(String endpoint) {
            settings().toEnvironment().forEach((name, value) -> print(Stream.ERR, name + "=" + value));
            super.announce(endpoint);
        }
    }

    /** Repeats a value that it cannot use. */
    @Kills(rule = "SEC-10", says = "what it printed when it was told a password of more than 300 characters")
    static final class RepeatsWhatItCannotUse extends ModelService {

        @Override
        protected void checkSettings(SubjectSettings told) {
            String password = told.value(SubjectSettings.PLAIN_PASSWORD).orElse("");
            if (password.length() > 255) {
                throw new IllegalArgumentException(
                        SubjectSettings.PLAIN_PASSWORD + "='" + password + "': expected up to 255 octets");
            }
            super.checkSettings(told);
        }
    }

    /** Prints all that it was told when a part of it is wrong. */
    @Kills(rule = "SEC-10", says = "what it printed when it was told a linger that is no number")
    static final class DumpsItsSettingsAtAnError extends ModelService {

        @Override
        protected int onBadSetting(RuntimeException why) {
            print(Stream.ERR, why.getMessage() + " in " + settings().toEnvironment());
            return EXIT_BAD_SETTING;
        }
    }

    /** Logs what peers say in HELLO. */
    @Kills(rule = "SEC-10", says = "it holds the password of PLAIN")
    static final class LogsWhoComes extends ModelService {

        @Override
        protected MiniRouter newRouter() {
            return new MiniRouter() {
                @Override
                protected void onHello(Link link, byte[] data) {
                    print(Stream.OUT, "HELLO " + new String(data, UTF_8));
                    super.onHello(link, data);
                }
            };
        }
    }

    /** Sends its settings to whoever makes it fail. */
    @Kills(rule = "SEC-10", says = "the reply to [ \"$fail\" ]")
    static final class TellsItsSettingsInErrors extends ModelService {

        @Override
        protected void onHandlerFailure(Request request, RuntimeException why) {
            byte[] text = ("failed with " + settings().toEnvironment()).getBytes(US_ASCII);
            reply(request, request.answer(List.of("$error".getBytes(US_ASCII), text)));
        }
    }
}
