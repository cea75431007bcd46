package dev.mooring.keys.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that speaks that part of Vault's HTTP API which reads a secret of KV version 2, with the status codes and bodies
 * of its documentation.
 */
final class TestVault implements AutoCloseable {
    static final String TOKEN = "hvs.CAESIJ-only-for-this-test";
    static final String NAMESPACE = "team/shop";

    /** Answers in place of the API, if it is set. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Versions by path; an empty one is deleted. */
    private final Map<String, List<Optional<String>>> secrets = new ConcurrentHashMap<>();

    private volatile boolean sealed;
    private volatile Answer instead;

    TestVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, String> environment() {
        return Map.of("VAULT_ADDR", address(), "VAULT_TOKEN", TOKEN, "VAULT_NAMESPACE", NAMESPACE);
    }

    /** Writes a new version of a secret, a JSON object. */
    void put(String apiPath, String fields) {
        secrets.computeIfAbsent(apiPath, path -> new ArrayList<>()).add(Optional.of(fields));
    }

    /** Deletes the newest version. */
    void delete(String apiPath) {
        secrets.get(apiPath).add(Optional.empty());
    }

    void seal() {
        sealed = true;
    }

    void answerBy(Answer answer) {
        instead = answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (instead != null) {
                instead.give(exchange);
            } else if (sealed) {
                send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
            } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))
                    || !NAMESPACE.equals(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"))
                    || !exchange.getRequestMethod().equals("GET")) {
                send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
            } else {
                read(exchange);
            }
        }
    }

    private void read(HttpExchange exchange) throws IOException {
        List<Optional<String>> versions = secrets.get(exchange.getRequestURI().getPath());
        if (versions == null) {
            send(exchange, 404, "{\"errors\":[]}");
            return;
        }
        Optional<String> newest = versions.get(versions.size() - 1);
        send(exchange, newest.isPresent() ? 200 : 404, """
                {"request_id":"b1b7","lease_id":"","renewable":false,"lease_duration":0,"data":{"data":%s,
                 "metadata":{"created_time":"2026-11-28T20:00:00.1Z","custom_metadata":null,"deletion_time":"",
                 "destroyed":false,"version":%d}},"wrap_info":null,"warnings":null,"auth":null,"mount_type":"kv"}
                """.formatted(newest.orElse("null"), versions.size()));
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
