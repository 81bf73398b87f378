package io.github.dontwait.reference;

/** Answers every request with its own frames. */
public final class EchoHandler implements Handler {

    @Override
    public Outcome handle(Request request) {
        return new Outcome.Reply(request.frames());
    }
}
