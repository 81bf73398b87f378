package io.github.dontwait.conformance.mutant.process;

import io.github.dontwait.conformance.SubjectSettings;
import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.ModelService;

/** Takes a default for what it cannot read. */
@Kills(rule = "SHD-17", says = "it started")
final class IgnoresUnusableSettings extends ModelService {

    @Override
    protected void checkSettings(SubjectSettings told) {}
}
