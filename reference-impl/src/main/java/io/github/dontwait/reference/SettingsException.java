package io.github.dontwait.reference;

/** A setting cannot be used. The message is one line and names the variable, its value unless secret, and the remedy. */
public final class SettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
