package io.github.dontwait.testkit.peer;

/** Decides what a {@link FakeServer} answers when that depends on the request. */
@FunctionalInterface
public interface Dispatcher {

    /**
     * The answer to a request. Called on the thread of the server, one request at a time: it must not wait.
     *
     * @return {@link Answer#none()} for no answer, never null
     */
    Answer answer(RecordedRequest request);
}
