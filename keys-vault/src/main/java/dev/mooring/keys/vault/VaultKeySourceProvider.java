package dev.mooring.keys.vault;

import dev.mooring.token.KeySource;
import dev.mooring.token.KeySourceProvider;

/** Finds {@link VaultKeySource} for {@code mooring.keys=vault:…}, with the settings of the environment. */
public final class VaultKeySourceProvider implements KeySourceProvider {
    /** The id of this provider. */
    public static final String ID = "vault";

    /** For the service loader. */
    public VaultKeySourceProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public KeySource open(String address) {
        return VaultKeySource.open(address, System.getenv());
    }
}
