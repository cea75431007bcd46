package dev.mooring.token;

import java.util.Objects;
import java.util.Optional;

/**
 * A provider that was found, or that failed to load.
 *
 * @param service the interface's simple name: {@code SnapshotCodec}, {@code TokenSealerProvider},
 *     {@code SessionLedgerProvider}, {@code KeySourceProvider} or {@code KeyEncryptionProvider}
 * @param id its id; empty if it failed to load
 * @param className its class; {@code ?} if the class is not known
 * @param module {@code module} and its name, or {@code class path}; {@code ?} if that is not known
 * @param problem why it cannot be used; empty if it can
 */
public record ProviderDescription(
        String service, Optional<String> id, String className, String module, Optional<String> problem) {
    /** Refuses null. */
    public ProviderDescription {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public String toString() {
        return id.map(known -> known + " ").orElse("") + "(" + className + ", " + module + ")"
                + problem.map(why -> ": " + why).orElse("");
    }
}
