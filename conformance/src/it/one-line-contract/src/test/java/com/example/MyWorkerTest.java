package com.example;

import io.github.dontwait.conformance.Subject;
import io.github.dontwait.conformance.contract.WorkerContract;

class MyWorkerTest implements WorkerContract {

    @Override
    public Subject subject() {
        return Subject.closeable(MyWorker::start); // AutoCloseable start(String endpoint)
    }
}
