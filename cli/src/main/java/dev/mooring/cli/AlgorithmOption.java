package dev.mooring.cli;

import dev.mooring.api.spi.TokenSealerProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --algorithm}, of a new key. */
final class AlgorithmOption {
    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "One of the sealer's algorithms; without it, the sealer's default.")
    private @Nullable String algorithm;

    AlgorithmOption() {}

    String of(TokenSealerProvider sealer) {
        if (algorithm == null) {
            return sealer.algorithms().get(0);
        }
        if (!sealer.algorithms().contains(algorithm)) {
            throw new UnusableException("The sealer " + sealer.id() + " has no algorithm \"" + algorithm
                    + "\": choose one of " + String.join(", ", sealer.algorithms()));
        }
        return algorithm;
    }
}
