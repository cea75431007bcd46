package dev.mooring.benchmarks.rpc;

import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcSocket;
import dev.mooring.token.TokenContext;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A connection within the process. */
final class LocalWire implements Wire {
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final RpcConnection connection;

    LocalWire(RpcEndpoint endpoint) {
        connection = endpoint.accept(new Answers(), TokenContext.none(), RpcEndpoint.SUBPROTOCOL);
    }

    @Override
    public void send(String text) {
        connection.receive(text);
    }

    @Override
    public String receive() throws IOException {
        try {
            return received.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        connection.closed();
    }

    /** The side that the endpoint sends on. */
    private final class Answers implements RpcSocket {
        @Override
        public CompletionStage<Void> send(String text) {
            received.add(text);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close(int code, String reason) {
            received.add("[\"closed\"," + code + "]");
        }
    }
}
