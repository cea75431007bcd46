package dev.mooring.it.vectors;

import java.io.IOException;
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

    /** Writes the three files into the folder that is named. */
    public static void main(String[] arguments) throws IOException {
        for (String file : List.of("keys.json", "valid.json", "invalid.json")) {
            String text = vectors(file).stream()
                    .map(JSON::writeValueAsString)
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            Files.writeString(Path.of(arguments[0], file), text);
        }
    }

    /** The vectors of a file, as they are made now. */
    static List<? extends JsonNode> vectors(String file) {
        return switch (file) {
            case "keys.json" ->
                MadeKeys.all().stream().map(VectorGenerator::key).toList();
            case "valid.json" -> new MadeValid().vectors();
            default -> new MadeInvalid().vectors();
        };
    }

    private static JsonNode key(VectorKey key) {
        return JSON.createObjectNode()
                .put("name", key.name())
                .put("sealer", key.sealer())
                .put("algorithm", key.algorithm())
                .put("keyId", key.keyId())
                .put("key", key.key());
    }
}
