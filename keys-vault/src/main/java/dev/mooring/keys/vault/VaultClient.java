package dev.mooring.keys.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;

/** Reads secrets over HTTP, and puts the meaning of an answer into words. It follows no redirection, because of the token. */
final class VaultClient {
    private final VaultSettings settings;
    private final Duration deadline;
    private final HttpClient http;

    VaultClient(VaultSettings settings, Duration deadline) {
        this.settings = settings;
        this.deadline = deadline;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .build();
    }

    /** Reads the field of the newest version of a secret. */
    String read(VaultSecret secret) throws IOException {
        Optional<String> token = settings.presentToken();
        HttpResponse<byte[]> answer = await(http.sendAsync(request(secret, token), info -> new BoundedBody()));
        if (answer.statusCode() != 200) {
            throw new IOException(refusal(answer.statusCode(), secret, token.isPresent()));
        }
        return field(answer.body(), secret);
    }

    private HttpRequest request(VaultSecret secret, Optional<String> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.server() + secret.apiPath()))
                .header("Accept", "application/json")
                // asked of every client by Vault Agent, against requests that a browser was tricked into
                .header("X-Vault-Request", "true");
        token.ifPresent(text -> request.header("X-Vault-Token", text));
        settings.namespace().ifPresent(text -> request.header("X-Vault-Namespace", text));
        return request.build();
    }

    /** The deadline covers the body, too; the timeout of a request of the JDK does not. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> sent) throws IOException {
        try {
            return sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("Vault at " + settings + " did not answer within " + deadline
                    + ": check that it can be reached from here, and its load");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Vault was asked");
        } catch (ExecutionException e) {
            throw new IOException(unreachable(Objects.requireNonNullElse(e.getCause(), e)));
        } finally {
            sent.cancel(true);
        }
    }

    private String unreachable(Throwable cause) {
        if (cause instanceof BoundedBody.TooLong) {
            return "Vault at " + settings + " answered with over " + BoundedBody.MOST_BYTES
                    + " bytes, which is no key file: check the address of the secret";
        }
        return cause instanceof SSLException
                ? "Vault at " + settings + " shows no certificate that this JVM trusts: check VAULT_ADDR, or name the"
                        + " certificates to trust by -Djavax.net.ssl.trustStore"
                : "Vault at " + settings + " cannot be reached ("
                        + cause.getClass().getSimpleName() + "): check VAULT_ADDR, and that the server runs";
    }

    private String refusal(int status, VaultSecret secret, boolean withToken) {
        String asked = "Vault at " + settings + " answered " + status + " for " + secret + ": ";
        if (status >= 300 && status < 400) {
            return asked + "it names another server, which is not followed: set VAULT_ADDR to the active one";
        }
        return asked
                + switch (status) {
                    case 400 ->
                        "it does not understand the request: check that VAULT_ADDR has the right scheme, and"
                                + " the namespace";
                    case 403 ->
                        withToken
                                ? "the token may not read it: check that the token is valid and in this namespace, and that"
                                        + " its policy grants read on " + secret.mount() + "/data/" + secret.path()
                                : "no token was sent: set VAULT_TOKEN or VAULT_TOKEN_FILE";
                    case 404 ->
                        "there is no such secret, or its newest version is deleted: check mount and path, and that"
                                + " the mount is a KV of version 2";
                    case 429 -> "too many requests: try again later";
                    case 503 -> "it is sealed or in maintenance: unseal it";
                    default -> "look at Vault's own log";
                };
    }

    /** The answer is {@code {"data":{"data":{FIELD:TEXT},"metadata":…}}}. */
    private String field(byte[] body, VaultSecret secret) throws IOException {
        Answer answer;
        try {
            answer = Answer.read(body);
        } catch (JacksonException e) {
            // without its cause, whose message may show the secret
            throw new IOException("Vault at " + settings + " answered with something else than JSON: check VAULT_ADDR");
        }
        Answer fields = answer.object("data")
                .flatMap(data -> data.object("data"))
                .orElseThrow(() -> new IOException("The mount " + secret.mount()
                        + " is no KV of version 2: enable one by \"vault secrets enable -version=2 kv\""));
        return fields.text(secret.field())
                .orElseThrow(() -> new IOException("The secret " + secret.mount() + "/" + secret.path()
                        + " has no text in a field \"" + secret.field() + "\": write it by \"vault kv put -mount="
                        + secret.mount() + " " + secret.path() + " " + secret.field() + "=@resume.keys\""));
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
