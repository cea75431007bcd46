package dev.mooring.keys.vault;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeySource;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Keys in a secret of HashiCorp Vault's KV version 2, one field of which holds the text of a key file.
 *
 * <p>Each {@link #load} reads the newest version of the secret, by {@code GET /v1/MOUNT/data/PATH} (Vault's HTTP API, "KV
 * secrets engine, version 2, read secret version"). It takes at most {@link #DEADLINE}. A manager that has keys already
 * goes on with them if Vault does not answer, and tells its listener.
 *
 * <p>No message holds a token, a key or the text of an answer. Thread-safe; the HTTP client of the JDK has one thread, a
 * daemon.
 */
public final class VaultKeySource implements KeySource {
    /** The longest time that one read takes. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private final VaultSecret secret;
    private final VaultClient client;

    VaultKeySource(VaultSecret secret, VaultClient client) {
        this.secret = secret;
        this.client = client;
    }

    /**
     * Opens a source. Vault is not asked yet.
     *
     * @param address {@code MOUNT/PATH}, or {@code MOUNT/PATH#FIELD}; the field is {@code keys} unless it is named. A slash in
     *     the name of the mount is written as {@code %2F}
     * @param environment the settings, as the command {@code vault} reads them: {@code VAULT_ADDR} is the address of the
     *     server, {@code VAULT_TOKEN} the token, or {@code VAULT_TOKEN_FILE} a file that holds it and is read each time, and
     *     {@code VAULT_NAMESPACE} the namespace, if there is one
     * @return the source
     * @throws IllegalArgumentException if the address is not of that form
     * @throws IllegalStateException if a setting is missing or not usable; the message names it
     */
    public static VaultKeySource open(String address, Map<String, String> environment) {
        Objects.requireNonNull(environment, "environment");
        return new VaultKeySource(VaultSecret.parse(address), new VaultClient(VaultSettings.of(environment), DEADLINE));
    }

    @Override
    public KeySet load() throws IOException {
        return KeyFile.parse(client.read(secret));
    }

    @Override
    public String toString() {
        return "vault:" + secret + " at " + client;
    }
}
