package io.github.dontwait.reference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module's log. Looked up when something is first logged, which a quiet start never does. */
final class Log {

    static final Logger LOG = LoggerFactory.getLogger("io.github.dontwait.reference");

    private Log() {}
}
