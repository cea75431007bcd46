package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.BuiltModules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On the module path nothing but the exported API can be reached, not even by reflection. */
class EncapsulationIT {
    private static final String MODULE = "mooring.it.intruder";

    @Test
    void hiddenMembers_ofEveryModule_withstandReflectionFromAnother() {
        List<String> classes = Stream.of(
                        "mooring-token-api",
                        "mooring-token",
                        "mooring-codec-json",
                        "mooring-codec-cbor",
                        "mooring-crypto-hmac",
                        "mooring-crypto-tink-aead")
                .flatMap(artifact -> BuiltModules.classes(artifact).stream())
                .toList();
        Command.Outcome outcome = Deployment.on(PathKind.MODULE_PATH)
                .with(Part.API, Part.JSON, Part.CBOR, Part.HMAC, Part.TINK)
                .withModules(MODULE)
                .run(MODULE, MODULE + ".Intruder", classes.toArray(String[]::new));
        assertEquals(0, outcome.exitCode(), outcome.err());
        List<String> reached = outcome.out()
                .lines()
                .filter(line -> line.startsWith("reached "))
                .toList();
        assertEquals(List.of(), reached);
        assertTrue(outcome.out().strip().matches("tried \\d{3,}"), outcome.out());
    }
}
