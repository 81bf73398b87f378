package io.github.dontwait.conformance.contract;

/**
 * What a non-blocking worker promises: a bound ROUTER that receives with DONTWAIT and never waits past its next duty.
 *
 * <pre>{@code
 * class MyWorkerTest implements WorkerContract {
 *     public Subject subject() {
 *         return Subject.closeable(MyWorker::start); // AutoCloseable start(String endpoint)
 *     }
 * }
 * }</pre>
 */
public interface WorkerContract extends ServiceContract {}
