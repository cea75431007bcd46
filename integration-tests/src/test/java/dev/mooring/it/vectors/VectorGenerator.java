package dev.mooring.it.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the vectors of the testkit again. Format version 1 is frozen, so this is for vectors that are added, never for
 * others to change: {@code TokenVectorsTest} holds the hashes of the files. Run {@link #main} with the folder
 * {@code testkit/src/main/resources/dev/mooring/testkit/vectors} as its argument.
 *
 * <p>The same files come out each time. Only DEFLATE may make other bytes on a JDK with another zlib.
 */
final class VectorGenerator {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private VectorGenerator() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        write(
                folder.resolve("keys.json"),
                MadeKeys.all().stream().map(VectorGenerator::key).toList());
        write(folder.resolve("valid.json"), new MadeValid().vectors());
        write(folder.resolve("invalid.json"), new MadeInvalid().vectors());
    }

    private static JsonNode key(VectorKey key) {
        return JSON.createObjectNode()
                .put("name", key.name())
                .put("sealer", key.sealer())
                .put("algorithm", key.algorithm())
                .put("keyId", key.keyId())
                .put("key", key.key());
    }

    private static void write(Path file, List<? extends JsonNode> vectors) {
        try {
            Files.writeString(
                    file,
                    vectors.stream().map(JSON::writeValueAsString).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
