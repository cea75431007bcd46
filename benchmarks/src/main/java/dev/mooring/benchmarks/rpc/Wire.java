package dev.mooring.benchmarks.rpc;

import java.io.IOException;

/** A connection that carries text messages. */
interface Wire extends AutoCloseable {
    void send(String text) throws IOException;

    /** Waits for the next message. */
    String receive() throws IOException;

    @Override
    void close() throws IOException;
}
