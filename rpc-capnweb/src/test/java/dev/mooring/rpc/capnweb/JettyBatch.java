package dev.mooring.rpc.capnweb;

import dev.mooring.token.TokenContext;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Batches behind the HTTP server of Jetty 12.1. */
final class JettyBatch extends Handler.Abstract {
    private final RpcBatch batch;

    JettyBatch(RpcBatch batch) {
        this.batch = batch;
    }

    /** Starts a server on a free port of this machine. */
    static Server start(RpcBatch batch) throws Exception {
        return start(new JettyBatch(batch));
    }

    /** Starts a server that answers otherwise on a free port of this machine. */
    static Server start(Handler handler) throws Exception {
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(handler);
        jetty.start();
        return jetty;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        batch.answer(
                        request.getMethod(),
                        request.getHeaders()::get,
                        Content.Source.asInputStream(request),
                        TokenContext.none())
                .thenAccept(answer -> {
                    response.setStatus(answer.status());
                    answer.headers().forEach(response.getHeaders()::put);
                    Content.Sink.write(response, true, answer.body(), callback);
                });
        return true;
    }
}
