package dev.mooring.token;

import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Discovery: never first-wins, never skipped (ATTACKS M01 to M04). */
class ProvidersTest {
    @TempDir
    Path folder;

    private Plugins plugins() {
        return new Plugins(folder);
    }

    private static void assertRefused(Executable action, String... facts) {
        var error = assertThrows(IllegalStateException.class, action);
        for (String fact : facts) {
            assertTrue(error.getMessage().contains(fact), error.getMessage());
        }
    }

    @Test
    void noProvider_onThePath_isRefusedWithTheArtifactToAdd() throws IOException {
        try (URLClassLoader loader = plugins().codecsOnClassPath()) {
            Providers none = Providers.discover(loader);
            assertEquals(List.of(), none.all());
            assertRefused(none::onlyCodec, "SnapshotCodec", "mooring-codec-json", "mooring-codec-cbor");
            assertRefused(none::codecs, "SnapshotCodec", "mooring-codec-json", "mooring-codec-cbor");
            assertRefused(() -> none.codec("json"), "\"json\"", "mooring-codec-json");
            assertRefused(() -> none.codec("cbor"), "\"cbor\"", "mooring-codec-cbor");
            assertRefused(() -> none.codec("own"), "\"own\"", "SnapshotCodec");
            assertRefused(() -> none.sealer("hmac-sha256"), "TokenSealerProvider", "mooring-crypto-hmac");
            assertRefused(() -> none.sealer("tink-aead"), "TokenSealerProvider", "mooring-crypto-tink-aead");
        }
    }

    @Test
    void oneProvider_onThePath_isTheOnlyOne() throws IOException {
        try (URLClassLoader loader = plugins().codec("One", "one").codecsOnClassPath("plugins.One")) {
            Providers one = Providers.discover(loader);
            assertEquals("one", one.onlyCodec().id());
            assertSame(one.onlyCodec(), one.codec("one"));
            assertEquals(
                    List.of(new ProviderDescription(
                            "SnapshotCodec", Optional.of("one"), "plugins.One", "class path", Optional.empty())),
                    one.all());
            assertRefused(() -> one.codec("json"), "one", "plugins.One", "class path", "mooring-codec-json");
        }
    }

    @Test
    void severalProviders_andNoneChosen_areRefusedByTheirNames() throws IOException {
        try (URLClassLoader loader =
                plugins().codec("B", "b").codec("A", "a").codecsOnClassPath("plugins.B", "plugins.A")) {
            Providers two = Providers.discover(loader);
            assertRefused(two::onlyCodec, "a (plugins.A", "b (plugins.B", "mooring.codec");
            assertEquals("b", two.codec("b").id());
            assertEquals(
                    List.of("a", "b"),
                    two.codecs().stream().map(SnapshotCodec::id).toList());
        }
    }

    @Test
    void m01_m02_twoProviders_ofOneId_areRefusedWhateverIsChosen() throws IOException {
        try (URLClassLoader loader = plugins()
                .codec("First", "json")
                .codec("Second", "json")
                .codec("Other", "other")
                .codecsOnClassPath("plugins.First", "plugins.Second", "plugins.Other")) {
            Providers shared = Providers.discover(loader);
            for (Executable choice : List.<Executable>of(
                    () -> shared.codec("json"), () -> shared.codec("other"), shared::onlyCodec, shared::codecs)) {
                assertRefused(choice, "json", "plugins.First", "plugins.Second");
            }
            assertEquals(3, shared.all().size());
            assertEquals(
                    2,
                    shared.all().stream()
                            .filter(each -> each.problem().isPresent())
                            .count());
        }
    }

    private static Arguments broken(String what, String className, String id, String members) {
        return Arguments.of(what, className, id, members);
    }

    static Stream<Arguments> m03_brokenProvider_isListedAndRefusesAll() {
        return Stream.of(
                broken("constructor throws", "Bad", "\"bad\"", "public Bad() { throw new IllegalStateException(); }"),
                broken("constructor throws error", "Bad", "\"bad\"", "public Bad() { throw new AssertionError(); }"),
                broken("static init throws", "Bad", "\"bad\"", "static final int X = Integer.parseInt(\"x\");"),
                broken("no public constructor", "Bad", "\"bad\"", "private Bad() {}"),
                broken("constructor with parameters", "Bad", "\"bad\"", "public Bad(int x) {}"),
                broken("id is null", "Bad", "null", ""),
                broken("id is invalid", "Bad", "\"BAD\"", ""),
                broken("id is too long", "Bad", "\"b\".repeat(33)", ""),
                broken("id throws", "Bad", "\"\" + 1 / (1 - Integer.valueOf(1))", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void m03_brokenProvider_isListedAndRefusesAll(String what, String className, String id, String members)
            throws IOException {
        assertBroken(plugins().codec("Good", "good").codec(className, id, members), "plugins." + className);
    }

    private void assertBroken(Plugins plugins, String className) throws IOException {
        try (URLClassLoader loader = plugins.codecsOnClassPath(className, "plugins.Good")) {
            assertBroken(loader, className);
        }
    }

    private static void assertBroken(ClassLoader loader, String className) {
        Providers providers = Providers.discover(loader);
        assertRefused(providers::onlyCodec, className);
        assertRefused(() -> providers.codec("good"), className);
        List<ProviderDescription> all = providers.all();
        assertEquals(2, all.size());
        assertEquals(Optional.of("good"), all.get(0).id());
        assertTrue(all.get(1).problem().isPresent());
        assertTrue(all.get(1).toString().contains(className));
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .classLoader(loader)
                .codec("good")
                .sealer(new MacProvider())
                .keys(KeySource.of(Fixtures.keys()));
        assertRefused(builder::build, className);
    }

    @Test
    void m03_classMissing_isListedAndRefusesAll() throws IOException {
        assertBroken(plugins().codec("Good", "good"), "plugins.Absent");
    }

    @Test
    void m03_wrongType_isListedAndRefusesAll() throws IOException {
        assertBroken(
                plugins().codec("Good", "good").source("Wrong", "package plugins; public class Wrong {}"),
                "plugins.Wrong");
    }

    @Test
    void m03_superclassMissing_isListedAndRefusesAll() throws IOException {
        Plugins plugins = plugins()
                .codec("Good", "good")
                .codec("Base", "base")
                .source("Bad", "package plugins; public class Bad extends Base {}");
        try (URLClassLoader loader = plugins.codecsOnClassPath("plugins.Bad", "plugins.Good")) {
            Files.delete(folder.resolve("classes/plugins/Base.class"));
            Providers providers = Providers.discover(loader);
            assertRefused(() -> providers.codec("good"), "plugins/Base");
            assertEquals(2, providers.all().size());
        }
    }

    /** An entry that is garbage hides none of those after it, and an endless row of them ends. */
    @Test
    void m03_entries_thatCannotBeRead_areListedUpToTheHundredth() throws IOException {
        String[] entries = new String[120];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = "plugins.Absent" + i;
        }
        try (URLClassLoader loader = plugins().codecsOnClassPath(entries)) {
            List<ProviderDescription> all = Providers.discover(loader).all();
            assertEquals(100, all.size());
            assertEquals("?", all.get(0).className());
            assertEquals("?", all.get(0).module());
            assertTrue(all.get(99).problem().orElseThrow().contains("plugins.Absent99"));
        }
    }

    @Test
    void m03_providers_areListedByIdAndThenByClass() throws IOException {
        try (URLClassLoader loader = plugins()
                .codec("B", "same")
                .codec("A", "same")
                .codec("C", "first")
                .codecsOnClassPath("plugins.B", "plugins.A", "plugins.C")) {
            assertEquals(
                    List.of("plugins.C", "plugins.A", "plugins.B"),
                    Providers.discover(loader).all().stream()
                            .map(ProviderDescription::className)
                            .toList());
        }
    }

    /** The cause says more than the loader's error around it. */
    @Test
    void m03_constructor_thatThrows_isToldByItsOwnException() throws IOException {
        try (URLClassLoader loader = plugins()
                .codec("Bad", "\"bad\"", "public Bad() { throw new IllegalStateException(\"no room\"); }")
                .codecsOnClassPath("plugins.Bad")) {
            assertEquals(
                    Optional.of("it cannot be made: java.lang.IllegalStateException: no room"),
                    Providers.discover(loader).all().get(0).problem());
        }
    }

    @Test
    void m03_constructor_thatMissesAKnownClass_isToldWithItsArtifact() throws IOException {
        Path requirements = folder.resolve("classes/META-INF/mooring/requirements.properties");
        Files.createDirectories(requirements.getParent());
        Files.writeString(requirements, "org.lib=org.lib:lib:3\n");
        try (URLClassLoader loader = plugins()
                .codec("Bad", "\"bad\"", "public Bad() { throw new NoClassDefFoundError(\"org/lib/A\"); }")
                .codecsOnClassPath("plugins.Bad")) {
            String problem = Providers.discover(loader).all().get(0).problem().orElseThrow();
            assertTrue(problem.contains("org.lib:lib:3"), problem);
        }
    }

    @Test
    void m03_classFileOfAnotherClass_isListedAndRefusesAll() throws IOException {
        Plugins plugins = plugins().codec("Good", "good").codec("Bad", "bad");
        try (URLClassLoader loader = plugins.codecsOnClassPath("plugins.Bad", "plugins.Good")) {
            Files.copy(
                    folder.resolve("classes/plugins/Good.class"),
                    folder.resolve("classes/plugins/Bad.class"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertBroken(loader, "plugins/Bad");
        }
    }

    @Test
    void m03_garbageInTheServicesFile_isListedAndRefused() throws IOException {
        try (URLClassLoader loader = plugins().codec("Good", "good").codecsOnClassPath("not a class", "plugins.Good")) {
            Providers providers = Providers.discover(loader);
            assertRefused(providers::onlyCodec, "META-INF/services");
            assertFalse(providers.all().isEmpty());
        }
    }

    @Test
    void explicitWiring_worksWhateverIsOnThePath() throws IOException {
        try (URLClassLoader loader = plugins().codecsOnClassPath("plugins.Absent")) {
            ResumeTokenManager manager =
                    new Fixtures.Server().builder().classLoader(loader).build();
            assertEquals(
                    session().build(),
                    manager.open(manager.issue(session().build()).text()).snapshot());
        }
    }

    @Test
    void sealer_namedByItsKeys_isDiscovered() throws IOException {
        KeySet keys = KeySet.of("plain", List.of(Fixtures.key("k1", Status.SEALING)));
        try (URLClassLoader loader = plugins().sealer("Plain", "plain").sealersOnClassPath("plugins.Plain")) {
            assertEquals(
                    List.of("plain"),
                    Providers.discover(loader).sealers().stream()
                            .map(TokenSealerProvider::id)
                            .toList());
            Fixtures.Server server = new Fixtures.Server();
            for (String named : new String[] {null, "plain"}) {
                ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                        .classLoader(loader)
                        .codec(server.codec)
                        .keys(KeySource.of(keys))
                        .clock(server.clock);
                ResumeTokenManager manager = (named == null ? builder : builder.sealer(named)).build();
                ResumeToken token = manager.issue(session().build());
                assertEquals("plain", manager.open(token.text()).header().sealerId());
            }
        }
    }

    @Test
    void m04_module_inALayer_isDescribedByItsName() throws IOException {
        assumeTrue(SnapshotCodec.class.getModule().isNamed(), "needs the module path");
        ModuleLayer layer =
                plugins().codec("One", "one").sealer("Plain", "plain").inLayer("""
                        module plugins {
                            requires dev.mooring.api;
                            provides dev.mooring.api.spi.SnapshotCodec with plugins.One;
                            provides dev.mooring.api.spi.TokenSealerProvider with plugins.Plain;
                        }
                        """);
        Providers providers = Providers.discover(layer);
        assertEquals("one", providers.onlyCodec().id());
        assertEquals("plain", providers.sealer("plain").id());
        assertEquals(
                List.of("one (plugins.One, module plugins)", "plain (plugins.Plain, module plugins)"),
                providers.all().stream().map(ProviderDescription::toString).toList());
        ResumeTokenManager.builder()
                .layer(layer)
                .keys(KeySource.of(KeySet.of("plain", List.of(Fixtures.key("k1", Status.SEALING)))))
                .build();
    }

    @Test
    void m03_module_withAConstructorThatThrows_isListed() throws IOException {
        assumeTrue(SnapshotCodec.class.getModule().isNamed(), "needs the module path");
        ModuleLayer layer = plugins()
                .codec("Bad", "\"bad\"", "public Bad() { throw new IllegalStateException(\"why\"); }")
                .inLayer("""
                        module plugins {
                            requires dev.mooring.api;
                            provides dev.mooring.api.spi.SnapshotCodec with plugins.Bad;
                        }
                        """);
        assertRefused(Providers.discover(layer)::onlyCodec, "plugins.Bad", "module plugins", "why");
    }

    @Test
    void discover_whereThisModuleIs_findsNoneInItself() {
        assertEquals(List.of(), Providers.discover().all());
    }
}
