package io.github.dontwait.conformance.mutant.service;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;
import java.util.HashSet;
import java.util.Set;

/** Declares concurrent and works on the loop's thread. */
@Kills(rule = "NBL-08", says = "the bystander to be answered")
final class WorksInTheLoop extends ModelService {

    @Override
    protected Set<String> capabilities() {
        Set<String> words = new HashSet<>(super.capabilities());
        words.add("concurrent");
        return words;
    }
}
