import org.jspecify.annotations.NullMarked;

/**
 * Keys that HashiCorp Vault holds: {@code mooring.keys=vault:secret/resume}.
 *
 * <p>It runs on the JDK alone.
 *
 * @provides dev.mooring.token.KeySourceProvider the key source {@code vault}
 */
@NullMarked
module dev.mooring.keys.vault {
    requires java.net.http;
    requires transitive dev.mooring.token;
    requires static org.jspecify;

    exports dev.mooring.keys.vault;

    provides dev.mooring.token.KeySourceProvider with
            dev.mooring.keys.vault.VaultKeySourceProvider;
}
