package com.example;

import io.github.dontwait.testkit.junit.DontwaitTest;
import io.github.dontwait.testkit.transcript.Transcript;
import org.junit.jupiter.api.Test;

@DontwaitTest
class OldJUnitTest {

    @Test
    void asks(Transcript transcript) {}
}
