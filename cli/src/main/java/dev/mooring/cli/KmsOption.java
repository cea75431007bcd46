package dev.mooring.cli;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.token.Providers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --kms}, for keys that a KMS guards. */
final class KmsOption {
    @Option(
            names = "--kms",
            paramLabel = "ADDRESS",
            description = "The KMS that guards the keys: the id of a provider on the path, a colon, and an address, as"
                    + " mooring.kms has it.")
    private @Nullable String address;

    KmsOption() {}

    /** The service; null if the keys are in the clear. */
    @Nullable
    KeyEncryption kms() {
        return address == null ? null : Providers.discover().kms(address);
    }
}
