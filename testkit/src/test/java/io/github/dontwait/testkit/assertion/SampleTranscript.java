package io.github.dontwait.testkit.assertion;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Transcript;

/** What the transcripts of these tests begin with. */
final class SampleTranscript {

    private SampleTranscript() {}

    /** Each asks once and is answered once, bob behind a delimiter. */
    static Transcript ofAliceAndBob() {
        Transcript transcript = Transcript.begin();
        transcript.sent("alice", Message.of("job-1"));
        transcript.sent("bob", Message.of("", "hi"));
        transcript.received("alice", Message.of("done-1"));
        transcript.received("bob", Message.of("", "hello"));
        return transcript;
    }
}
