package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A deployment whose providers are missing, ambiguous or broken ends at its start, with one sentence that names the cure. */
class DiscoveryIT {
    private static final String JSON_CLASS = "dev.mooring.codec.json.JsonSnapshotCodec";
    private static final String CBOR_CLASS = "dev.mooring.codec.cbor.CborSnapshotCodec";
    private static final String HMAC_CLASS = "dev.mooring.crypto.hmac.HmacSealerProvider";

    @TempDir
    private Path folder;

    private String hmacKeys;

    @BeforeEach
    void makeKeys() {
        hmacKeys = new Keys(folder).of("hmac-sha256");
    }

    private Deployment deployed(PathKind kind, Part... parts) {
        return Deployment.on(kind).with(Part.API).with(parts).set("mooring.keys", hmacKeys);
    }

    private static void assertRefused(Deployment deployment, String... facts) {
        Command.Outcome outcome = deployment.run();
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        Stream.of(facts)
                .forEach(fact ->
                        assertTrue(outcome.err().contains(fact), () -> fact + " is missing in: " + outcome.err()));
    }

    @ParameterizedTest
    @EnumSource
    void noCodec_atStart_namesTheArtifactsToAdd(PathKind kind) {
        assertRefused(deployed(kind, Part.HMAC), "No SnapshotCodec", "mooring-codec-json", "mooring-codec-cbor");
    }

    @ParameterizedTest
    @EnumSource
    void noSealer_atStart_namesTheArtifactOfTheKeyFilesSealer(PathKind kind) {
        assertRefused(deployed(kind, Part.JSON), "TokenSealerProvider", "\"hmac-sha256\"", "mooring-crypto-hmac");
    }

    @ParameterizedTest
    @EnumSource
    void sealerOfOtherKeys_atStart_namesWhatIsThereAndWhatToAdd(PathKind kind) {
        assertRefused(
                deployed(kind, Part.JSON, Part.HMAC).set("mooring.keys", new Keys(folder).of("tink-aead")),
                "\"tink-aead\"",
                HMAC_CLASS,
                kind.place("dev.mooring.crypto.hmac"),
                "mooring-crypto-tink-aead");
    }

    @ParameterizedTest
    @EnumSource
    void chosenCodecThatIsAbsent_atStart_namesWhatIsThereAndWhatToAdd(PathKind kind) {
        assertRefused(
                deployed(kind, Part.JSON, Part.HMAC).set("mooring.codec", "cbor"),
                "\"cbor\"",
                JSON_CLASS,
                kind.place("dev.mooring.codec.json"),
                "mooring-codec-cbor");
    }

    @ParameterizedTest
    @EnumSource
    void acceptedSealerThatIsAbsent_atStart_namesWhatToAdd(PathKind kind) {
        assertRefused(
                deployed(kind, Part.JSON, Part.HMAC)
                        .set("mooring.accept.tink-aead.keys", new Keys(folder).of("tink-aead")),
                "\"tink-aead\"",
                "mooring-crypto-tink-aead");
    }

    @ParameterizedTest
    @EnumSource
    void twoCodecsAndNoneChosen_atStart_namesBothAndTheProperty(PathKind kind) {
        assertRefused(
                deployed(kind, Part.JSON, Part.CBOR, Part.HMAC),
                "json (" + JSON_CLASS + ", " + kind.place("dev.mooring.codec.json") + ")",
                "cbor (" + CBOR_CLASS + ", " + kind.place("dev.mooring.codec.cbor") + ")",
                "mooring.codec");
    }

    @ParameterizedTest
    @EnumSource
    void twoCodecsOfOneId_inEitherOrder_namesBothAndChoosesNeither(PathKind kind) {
        Deployment rogueFirst = Deployment.on(kind).withModules("hostile.json").with(Part.API, Part.JSON, Part.HMAC);
        Deployment rogueLast =
                Deployment.on(kind).with(Part.API, Part.JSON, Part.HMAC).withModules("hostile.json");
        for (Deployment deployment : List.of(rogueFirst, rogueLast)) {
            assertRefused(
                    deployment.set("mooring.keys", hmacKeys).set("mooring.codec", "json"),
                    "json (" + JSON_CLASS + ", " + kind.place("dev.mooring.codec.json") + ")",
                    "json (hostile.json.RogueJsonCodec, " + kind.place("hostile.json") + ")",
                    "id is shared");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoSealersOfOneId_atStart_namesBothAndGivesNeitherTheKeys(PathKind kind) {
        assertRefused(
                deployed(kind, Part.JSON, Part.HMAC).withModules("hostile.hmac").set("mooring.sealer", "hmac-sha256"),
                HMAC_CLASS,
                kind.place("dev.mooring.crypto.hmac"),
                "hostile.hmac.RogueHmacProvider",
                kind.place("hostile.hmac"),
                "id is shared");
    }

    static Stream<Arguments> brokenProviders() {
        return Stream.of(PathKind.values())
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, "hostile.constructor", "ThrowingCodec", "IllegalArgumentException"),
                        Arguments.of(kind, "hostile.initializer", "UninitializedCodec", "ExceptionInInitializerError"),
                        Arguments.of(kind, "hostile.id", "MisnamedCodec", "its id is not")));
    }

    @ParameterizedTest
    @MethodSource("brokenProviders")
    void brokenProvider_besideTheChosenOne_isNamedAndNothingIsChosen(
            PathKind kind, String module, String className, String problem) {
        assertRefused(
                deployed(kind, Part.JSON, Part.HMAC).withModules(module).set("mooring.codec", "json"),
                module + "." + className,
                kind.place(module),
                problem,
                "repair or remove it");
    }

    @ParameterizedTest
    @EnumSource
    void brokenProvider_inTheListOfTheCommand_isMarked(PathKind kind) {
        Command.Outcome outcome = Deployment.on(kind)
                .with(Part.API, Part.JSON, Part.CLI)
                .withModules("hostile.constructor")
                .run("dev.mooring.cli", "dev.mooring.cli.Mooring", "providers");
        assertEquals(2, outcome.exitCode(), outcome.err());
        String marked =
                outcome.out().lines().filter(line -> line.contains("BROKEN")).collect(Collectors.joining());
        assertTrue(marked.contains("hostile.constructor.ThrowingCodec"), outcome.out());
        assertTrue(outcome.out().contains(JSON_CLASS), outcome.out());
    }

    /** On a module path these cannot be written: the compiler and the module system check what is provided. */
    @Test
    void serviceFile_ofAClassThatIsNotThere_isAnError() {
        assertRefused(
                deployed(PathKind.CLASS_PATH, Part.JSON, Part.HMAC).withModules("hostile.missing"),
                "hostile.missing.DeletedCodec",
                "repair or remove it");
    }

    @Test
    void serviceFile_ofAClassThatIsNoProvider_isAnError() {
        assertRefused(
                deployed(PathKind.CLASS_PATH, Part.JSON, Part.HMAC).withModules("hostile.foreign"),
                HMAC_CLASS,
                "repair or remove it");
    }

    @ParameterizedTest
    @EnumSource
    void noKeys_atStart_saysHowToGiveThem(PathKind kind) {
        assertRefused(Deployment.on(kind).with(Part.API, Part.JSON, Part.HMAC), "mooring.keys", "mooring keys create");
    }

    @ParameterizedTest
    @EnumSource
    void misspelledProperty_atStart_namesTheNearestOne(PathKind kind) {
        assertRefused(
                deployed(kind, Part.JSON, Part.HMAC).set("mooring.codecs", "json"),
                "mooring.codecs",
                "did you mean mooring.codec?");
    }
}
