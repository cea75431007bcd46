package dev.mooring.token;

import java.util.Objects;
import java.util.Optional;

/**
 * A codec or sealer that was found, or that failed to load.
 *
 * @param service the interface's simple name, {@code SnapshotCodec} or {@code TokenSealerProvider}
 * @param id its id; empty if it failed to load
 * @param className its class; {@code ?} if even that is not known
 * @param module its module, or {@code class path}
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
