package dev.mooring.it.built;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bills of materials list the shipped files, byte for byte, and nothing of the machine that built it. */
class BillOfMaterialsIT {

    /** The published modules, by folder. */
    static Stream<String> modules() {
        return BuiltModules.artifacts().map(artifact -> artifact.substring("mooring-".length()));
    }

    @Test
    void bill_ofTheCommand_listsExactlyWhatTheDistributionShips() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : bill("cli").path("components")) {
            listed.put(fileName(component), sha256(component));
        }
        Map<String, String> shipped = new TreeMap<>();
        for (Path jar : Distribution.jars()) {
            shipped.put(jar.getFileName().toString(), sha256(jar));
        }
        JsonNode described = bill("cli").path("metadata").path("component");
        assertTrue(shipped.remove(fileName(described)) != null, () -> "not shipped: " + fileName(described));
        assertEquals(shipped, listed);
    }

    @Test
    void bill_ofTheCommand_namesALicenceOfEachComponent() throws Exception {
        for (JsonNode component : bill("cli").path("components")) {
            assertFalse(component.path("licenses").isEmpty(), () -> fileName(component) + " has no licence");
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void bill_ofAModule_saysNothingOfTheBuild(String module) throws Exception {
        JsonNode bill = bill(module);
        assertEquals(
                "mooring-" + module,
                bill.path("metadata").path("component").path("name").asString());
        assertTrue(bill.path("serialNumber").isMissingNode(), "another one in each build");
        assertTrue(bill.path("metadata").path("timestamp").isMissingNode(), "another one in each build");
        String text = text(module);
        for (String ofThisMachine : List.of(
                Docs.ROOT.toString(),
                System.getProperty("java.home"),
                "file:",
                "//" + InetAddress.getLocalHost().getHostName())) {
            assertFalse(text.contains(ofThisMachine), () -> "shows " + ofThisMachine);
        }
    }

    private static String text(String module) throws Exception {
        return Files.readString(Docs.ROOT.resolve(module).resolve("target").resolve("bom.json"));
    }

    private static JsonNode bill(String module) throws Exception {
        return JsonMapper.shared().readTree(text(module));
    }

    /** A component's file, as Maven names it; the classifier, if there is one, stands in the package's address. */
    private static String fileName(JsonNode component) {
        String purl = component.path("purl").asString();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceFirst(".*classifier=([^&]+).*", "$1") : "";
        return component.path("name").asString() + "-"
                + component.path("version").asString() + classifier + ".jar";
    }

    private static String sha256(JsonNode component) {
        return component
                .path("hashes")
                .valueStream()
                .filter(hash -> hash.path("alg").asString().equals("SHA-256"))
                .map(hash -> hash.path("content").asString())
                .findFirst()
                .orElse("none");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
