package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Tells of each reply how long ago the last message came. */
@Kills(rule = "CLI-16", says = "whose reply was held back")
final class TellsTheTimeWrongly extends ModelClient {

    @Override
    protected void print(Stream stream, String line) {
        super.print(stream, line.startsWith("REPLY ") ? line.replaceFirst(" [0-9]+$", " 0") : line);
    }
}
