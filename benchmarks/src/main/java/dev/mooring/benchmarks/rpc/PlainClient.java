package dev.mooring.benchmarks.rpc;

import java.io.IOException;

/** Speaks Cap'n Web alone: a message of WebSocket for each message. */
final class PlainClient extends Client {
    private final Wire wire;

    PlainClient(Wire wire) {
        this.wire = wire;
    }

    @Override
    void exchange(String lines, int results) throws IOException {
        for (String line : lines.split("\n")) {
            wire.send(line);
        }
        for (int i = 0; i < results; i++) {
            String answer = wire.receive();
            if (!answer.startsWith("[\"resolve\",")) {
                throw new IOException("A call was answered with " + answer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
