package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's way from signed to encrypted tokens, and from JSON to CBOR, as it is written there. */
class SwapRecipeIT {
    private static final String README = "README.md";

    @TempDir
    private Path folder;

    @Test
    void signedToEncrypted_stepByStep_refusesNoToken() throws IOException {
        new Keys(folder).file("hmac-sha256", "resume.keys");
        new Keys(folder).file("tink-aead", "encrypted.keys");
        List<String> steps = Docs.blocks(README, "properties");
        Deployment base = Deployment.on(PathKind.MODULE_PATH).in(folder).with(Part.API, Part.JSON);
        try (Server before = base.with(Part.HMAC)
                        .set("mooring.keys", "file:resume.keys")
                        .start();
                Server accepting = base.with(Part.HMAC, Part.TINK)
                        .set(properties(steps.get(0)))
                        .start();
                Server turned = base.with(Part.HMAC, Part.TINK)
                        .set(properties(steps.get(1)))
                        .start();
                Server after = base.with(Part.TINK)
                        .set("mooring.keys", properties(steps.get(1)).get("mooring.keys"))
                        .start()) {
            assertNothingRefusedBetween(before, accepting);
            assertNothingRefusedBetween(accepting, turned);
            assertNothingRefusedBetween(turned, after);
            assertEquals("refused UNSUPPORTED", before.open(turned.issue()), "a step left out");
        }
    }

    @Test
    void jsonToCbor_stepByStep_refusesNoToken() {
        String readme = Docs.read(README);
        List.of("`mooring.codec=json`", "`mooring.accept.codecs=json,cbor`", "`mooring.codec=cbor`")
                .forEach(setting -> assertTrue(readme.contains(setting), setting));
        Deployment base = Deployment.on(PathKind.MODULE_PATH)
                .with(Part.API, Part.HMAC, Part.JSON, Part.CBOR)
                .set("mooring.keys", new Keys(folder).of("hmac-sha256"));
        Deployment both = base.set("mooring.accept.codecs", "json,cbor");
        try (Server before = base.set("mooring.codec", "json").start();
                Server accepting = both.set("mooring.codec", "json").start();
                Server turned = both.set("mooring.codec", "cbor").start();
                Server after = base.set("mooring.codec", "cbor").start()) {
            assertNothingRefusedBetween(before, accepting);
            assertNothingRefusedBetween(accepting, turned);
            assertEquals("opened cbor hmac-sha256", after.open(turned.issue()));
            assertEquals("opened cbor hmac-sha256", turned.open(after.issue()));
            assertEquals("refused UNSUPPORTED", before.open(turned.issue()), "a step left out");
        }
    }

    /** While servers of two neighbouring steps run side by side, each opens what either issues. */
    private static void assertNothingRefusedBetween(Server older, Server newer) {
        for (Server issuer : List.of(older, newer)) {
            String token = issuer.issue();
            for (Server opener : List.of(older, newer)) {
                String answer = opener.open(token);
                assertTrue(answer.startsWith("opened "), answer);
            }
        }
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
    }
}
