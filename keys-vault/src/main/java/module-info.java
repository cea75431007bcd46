import org.jspecify.annotations.NullMarked;

/**
 * Keys that HashiCorp Vault holds: {@code mooring.keys=vault:secret/resume}.
 *
 * @provides dev.mooring.token.KeySourceProvider the key source {@code vault}
 */
@NullMarked
module dev.mooring.keys.vault {
    requires java.net.http;
    requires transitive dev.mooring.token;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports dev.mooring.keys.vault;

    provides dev.mooring.token.KeySourceProvider with
            dev.mooring.keys.vault.VaultKeySourceProvider;
}
