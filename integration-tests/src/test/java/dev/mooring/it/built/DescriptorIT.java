package dev.mooring.it.built;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptors in the built jars, which users get: a module is its descriptor before it is anything else. */
class DescriptorIT {
    private static final String SERVICES = "META-INF/services/";

    @ParameterizedTest
    @MethodSource("dev.mooring.it.built.BuiltModules#artifacts")
    void descriptor_ofABuiltJar_isTheExpectedText(String artifact) throws IOException {
        Path expected = Path.of("src", "test", "resources", "descriptors", artifact + ".txt");
        assertEquals(Files.readString(expected), described(Jars.of(artifact)));
    }

    /** The text of {@code jar --describe-module}, without the version and the place of the jar. */
    private static String described(Path jar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int result = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(out, out, "--describe-module", "--file", jar.toString());
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(0, result, text);
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("^(dev\\.mooring\\.[a-z.]+)@.*$", "module $1"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @MethodSource("dev.mooring.it.built.BuiltModules#artifacts")
    void providers_ofABuiltJar_areTheSameOnModulePathAndClassPath(String artifact) {
        Map<String, Set<String>> provided = new TreeMap<>();
        for (ModuleDescriptor.Provides provides :
                BuiltModules.descriptor(artifact).provides()) {
            provided.put(provides.service(), new TreeSet<>(provides.providers()));
        }
        Map<String, Set<String>> registered = BuiltModules.entries(artifact).stream()
                .filter(entry -> entry.startsWith(SERVICES) && !entry.endsWith("/"))
                .collect(Collectors.toMap(
                        entry -> entry.substring(SERVICES.length()),
                        entry -> BuiltModules.text(artifact, entry).lines().collect(Collectors.toSet())));
        assertEquals(provided, registered);
    }

    @ParameterizedTest
    @MethodSource("dev.mooring.it.built.BuiltModules#artifacts")
    void packages_ofABuiltJar_areOpenToNobodyButPicocli(String artifact) {
        ModuleDescriptor descriptor = BuiltModules.descriptor(artifact);
        assertFalse(descriptor.isOpen());
        assertAll(descriptor.exports().stream().map(exports -> () -> assertFalse(exports.isQualified())));
        Map<String, Set<String>> opened = descriptor.opens().stream()
                .collect(Collectors.toMap(ModuleDescriptor.Opens::source, ModuleDescriptor.Opens::targets));
        assertEquals(
                artifact.equals("mooring-cli") ? Map.of("dev.mooring.cli", Set.of("info.picocli")) : Map.of(), opened);
    }

    /** jlink refuses automatic modules, and no others of those here. */
    @ParameterizedTest
    @MethodSource("dev.mooring.it.built.BuiltModules#artifacts")
    void modules_neededByABuiltJar_canBeLinkedUnlessAThirdPartyIsInTheWay(String artifact) {
        ModuleFinder jars = ModuleFinder.of(Jars.all().toArray(Path[]::new));
        String root = BuiltModules.descriptor(artifact).name();
        Set<String> automatic = Configuration.resolve(
                        jars, List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(), Set.of(root))
                .modules()
                .stream()
                .filter(module -> module.reference().descriptor().isAutomatic())
                .map(ResolvedModule::name)
                .collect(Collectors.toSet());
        Map<String, String> culprits = Map.of(
                "mooring-crypto-tink-aead", "com.google.crypto.tink",
                "mooring-store-redis", "lettuce.core",
                "mooring-metrics-micrometer", "micrometer.core");
        assertEquals(culprits.containsKey(artifact), !automatic.isEmpty(), automatic::toString);
        assertTrue(automatic.isEmpty() || automatic.contains(culprits.get(artifact)), automatic::toString);
    }
}
