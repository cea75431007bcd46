package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Editors complete the properties from the metadata in the jar, and the page lists the same ones. */
class MetadataTest {
    private static JsonNode metadata() throws IOException {
        try (InputStream in = MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new JsonMapper().readTree(in.readAllBytes());
        }
    }

    private static Map<String, JsonNode> properties() throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (JsonNode property : metadata().get("properties")) {
            properties.put(property.get("name").asString(), property);
        }
        return properties;
    }

    /** The default that the page gives a property; empty if its row gives none. */
    private static String defaultOnThePage(String name) throws IOException {
        String row = "| `"
                + name.replace("mooring.accept", "mooring.accept.<sealer>.keys")
                        .replace("mooring.accept.<sealer>.keys.codecs", "mooring.accept.codecs")
                + "` | ";
        return Files.readAllLines(Path.of("../docs/spring-boot.md")).stream()
                .filter(line -> line.startsWith(row))
                .map(line ->
                        line.substring(row.length()).replaceFirst(" ?\\|.*", "").replace("`", ""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The page has no row for " + name));
    }

    @Test
    void everyProperty_hasADescription_andARowOnThePage() throws IOException {
        Map<String, JsonNode> properties = properties();
        assertThat(properties)
                .containsKeys("mooring.keys", "mooring.ttl", "mooring.ledger.address", "mooring.drain.timeout")
                .hasSizeGreaterThan(25);
        for (String name : properties.keySet()) {
            assertThat(properties.get(name).path("description").asString(""))
                    .as(name)
                    .isNotBlank();
            if (name.startsWith("mooring.")) {
                defaultOnThePage(name);
            }
        }
    }

    @Test
    void defaults_areThoseOfThePageAndTheLibrary() throws IOException {
        Map<String, JsonNode> properties = properties();
        for (String name : properties.keySet()) {
            String value = properties.get(name).path("defaultValue").asString("");
            if (name.startsWith("mooring.") && !value.isEmpty()) {
                assertThat(defaultOnThePage(name)).as(name).isEqualTo(value);
            }
        }
        assertThat(duration(properties, "mooring.ttl")).isEqualTo(ResumeTokenManager.Builder.DEFAULT_TTL);
        assertThat(duration(properties, "mooring.keys.reload"))
                .isEqualTo(ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD);
        assertThat(duration(properties, "mooring.clock-skew")).isEqualTo(ResumeTokenManager.Builder.DEFAULT_CLOCK_SKEW);
        assertThat(duration(properties, "mooring.max-session-age")).isEqualTo(SessionSnapshot.DEFAULT_MAX_AGE);
        assertThat(properties.get("mooring.max-token-chars").get("defaultValue").asInt())
                .isEqualTo(ResumeTokenManager.Builder.DEFAULT_MAX_TOKEN_CHARS);
    }

    private static Duration duration(Map<String, JsonNode> properties, String name) {
        return DurationStyle.detectAndParse(
                properties.get(name).get("defaultValue").asString());
    }

    @Test
    void switchOfHealth_isKnownToEditors() throws IOException {
        assertThat(properties()
                        .get("management.health.mooring.enabled")
                        .get("defaultValue")
                        .asBoolean())
                .isTrue();
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
