package io.github.dontwait.conformance.mutant.client;

import io.github.dontwait.conformance.SubjectOutput.Stream;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelClient;

/** Counts requests that timed out as replies in DONE. */
@Kills(rule = "CLI-16", says = "DONE 3 3")
final class AddsUpWrongly extends ModelClient {

    @Override
    protected void print(Stream stream, String line) {
        super.print(stream, line.startsWith("DONE ") ? "DONE " + started() + " 0" : line);
    }
}
