package io.github.dontwait.reference;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads typed values from environment variables and says precisely what is wrong with one. An empty value is absent. */
final class Environment {

    private static final int KEY_LENGTH = 40;
    private static final String Z85 =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The value, or null if the variable is absent or empty. */
    @Nullable
    String text(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    /** A value that must be there because of another setting. */
    String required(String name, String because) {
        String value = text(name);
        if (value == null) {
            throw new SettingsException(name + " is not set; expected a value, because " + because);
        }
        return value;
    }

    int integer(String name, int otherwise, int least) {
        return (int) number(name, otherwise, least, Integer.MAX_VALUE);
    }

    long number(String name, long otherwise, long least, long most) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        long number = digitsToNumber(value);
        if (number < least || number > most) {
            throw unusable(name, value, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** A key in Z85, or null if there is none; its value is never shown, since people mix up the two halves. */
    @Nullable
    String key(String name) {
        String value = text(name);
        if (value != null) {
            requireKey(name, value);
        }
        return value;
    }

    static void requireKey(String name, String value) {
        boolean usable = value.length() == KEY_LENGTH;
        for (int i = 0; usable && i < value.length(); i++) {
            usable = Z85.indexOf(value.charAt(i)) >= 0;
        }
        if (!usable) {
            throw new SettingsException(
                    name + " is not a key (value not shown); expected 40 characters of the Z85 alphabet");
        }
    }

    static SettingsException unusable(String name, String value, String expected) {
        return new SettingsException(name + " is \"" + printable(value) + "\"; expected " + expected);
    }

    /** -1 for what is no plain decimal number. */
    private static long digitsToNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return -1;
            }
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }

    /** On one line, whatever it holds. */
    private static String printable(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            text.append(Character.isISOControl(value.charAt(i)) ? '?' : value.charAt(i));
        }
        return text.toString();
    }
}
