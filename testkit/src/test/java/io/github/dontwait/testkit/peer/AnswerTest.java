package io.github.dontwait.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dontwait.testkit.message.Message;
import io.github.dontwait.testkit.transcript.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void answersArePrintedAndChecked() {
        assertThat(Answer.of("a").twice().after(Duration.ofMillis(300)))
                .hasToString("reply [ \"a\" ], then reply [ \"a\" ] after 300 ms");
        assertThat(Answer.beginning(3, "abc").then(Answer.end(Event.Ending.RST)).held())
                .hasToString("send the first 3 octets of the reply [ \"abc\" ], then close the connection (RST)"
                        + " when released");
        assertThat(Answer.octets((byte) 1).then(Answer.vanish(Event.Ending.FIN)))
                .hasToString("send the octets 0x01, then vanish (FIN)");
        assertThat(Answer.exactly(Message.of("x")).then(Answer.echo()))
                .hasToString("send exactly [ \"x\" ], then echo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Answer.echo().times(0))
                .withMessageContaining("none()");
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.beginning(0, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.echo().behind(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Answer.echo().after(Duration.ofMillis(-1)));
    }
}
