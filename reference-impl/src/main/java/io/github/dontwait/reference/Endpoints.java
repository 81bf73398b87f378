package io.github.dontwait.reference;

/** What an endpoint looks like: {@code tcp://host:port}, or {@code inproc://name} within a process. */
final class Endpoints {

    private static final int MOST_PORT = 65_535;

    private Endpoints() {}

    /** The endpoint itself, if that role can use it. */
    static String check(String variable, String endpoint, Settings.Role role) {
        boolean binds = role != Settings.Role.CLIENT;
        if (!isInproc(endpoint) && !isTcp(endpoint, binds)) {
            throw Environment.unusable(
                    variable,
                    endpoint,
                    "tcp://HOST:PORT with a port from 1 to 65535" + (binds ? ", or * for any free one" : ""));
        }
        return endpoint;
    }

    private static boolean isInproc(String endpoint) {
        return endpoint.startsWith("inproc://") && endpoint.length() > "inproc://".length();
    }

    private static boolean isTcp(String endpoint, boolean binds) {
        int colon = endpoint.lastIndexOf(':');
        if (!endpoint.startsWith("tcp://") || colon <= "tcp://".length()) {
            return false;
        }
        String host = endpoint.substring("tcp://".length(), colon);
        String port = endpoint.substring(colon + 1);
        return isHost(host, binds) && (isPort(port) || (binds && port.equals("*")));
    }

    private static boolean isHost(String host, boolean binds) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && host.length() > 2;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (Character.isWhitespace(c) || c == ':' || c == '/' || (c == '*' && !(binds && host.length() == 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String port) {
        int number = 0;
        for (int i = 0; i < port.length(); i++) {
            int digit = port.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 4) {
                return false;
            }
            number = 10 * number + digit;
        }
        return number >= 1 && number <= MOST_PORT;
    }
}
