package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Editors complete the properties from the metadata in the jar, and the page lists the same ones. */
class MetadataTest {
    private static JsonNode metadata() throws IOException {
        try (InputStream in = MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new JsonMapper().readTree(in.readAllBytes());
        }
    }

    @Test
    void everyProperty_hasADescription_andARowOnThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/spring-boot.md"));
        List<String> names = new ArrayList<>();
        for (JsonNode property : metadata().get("properties")) {
            String name = property.get("name").asString();
            if (!name.startsWith("mooring.")) {
                continue; // Boot's own, for the endpoint of the actuator
            }
            names.add(name);
            assertThat(property.path("description").asString("")).as(name).isNotBlank();
            assertThat(page).contains("| `" + name);
        }
        assertThat(names)
                .contains("mooring.keys", "mooring.ttl", "mooring.ledger.address", "mooring.drain.timeout")
                .hasSizeGreaterThan(25);
    }

    @Test
    void imports_nameEveryAutoConfiguration() throws IOException, ClassNotFoundException {
        Path imports = Path.of(
                "src/main/resources/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");
        List<String> named = Files.readAllLines(imports);
        for (String type : named) {
            Class.forName(type);
        }
        try (var sources = Files.list(Path.of("src/main/java/dev/mooring/spring/boot"))) {
            assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(
                            sources.map(file -> file.getFileName().toString())
                                    .filter(file -> file.endsWith("AutoConfiguration.java"))
                                    .map(file -> "dev.mooring.spring.boot." + file.replace(".java", ""))
                                    .toList());
        }
    }
}
