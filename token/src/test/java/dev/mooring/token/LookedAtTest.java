package dev.mooring.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The advice if a provider is not found where it was looked for. */
class LookedAtTest {
    private static final String CODEC = "dev.mooring.codec.json.JsonSnapshotCodec";

    @TempDir
    Path folder;

    /** A class loader that sees a class of that name, without any service file. */
    private URLClassLoader seeing(String type) throws IOException {
        Path file = folder.resolve(type.replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[0]);
        return new URLClassLoader("plug-ins", new URL[] {folder.toUri().toURL()}, null);
    }

    private static URLClassLoader empty() {
        return new URLClassLoader("empty", new URL[0], null);
    }

    private static LookedAt place(ClassLoader loader) {
        return new LookedAt("somewhere", Set.of(loader));
    }

    @Test
    void loader_isNamedByItsName_elseByItsClass() throws IOException {
        try (URLClassLoader named = empty();
                URLClassLoader nameless = new URLClassLoader(new URL[0], null)) {
            assertEquals(
                    "class loader empty and its parents", LookedAt.by(named).name());
            assertEquals(
                    "class loader java.net.URLClassLoader and its parents",
                    LookedAt.by(nameless).name());
            assertEquals(Set.of(named), LookedAt.by(named).loaders());
        }
    }

    @Test
    void layer_isNamedByItsFirstModules_andLooksIntoAllItsLoaders() {
        LookedAt boot = LookedAt.in(ModuleLayer.boot());
        assertTrue(boot.name().startsWith("module layer of "), boot.name());
        assertEquals(4, boot.name().chars().filter(c -> c == ',').count(), boot.name());
        assertTrue(boot.loaders().contains(ClassLoader.getPlatformClassLoader()), boot.loaders()::toString);
    }

    @Test
    void class_withoutServiceFile_isToldToBeThere() throws IOException {
        try (URLClassLoader loader = seeing(CODEC)) {
            String advice = place(loader).advice(List.of("cbor", "json"), "x");
            assertTrue(advice.startsWith(CODEC + " is there, but no service file names it"), advice);
        }
    }

    @Test
    void class_inTheLoaderOfTheThread_isToldToBeElsewhere() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader looked = empty();
                URLClassLoader ofThread = seeing(CODEC)) {
            Thread.currentThread().setContextClassLoader(ofThread);
            String advice = place(looked).advice(List.of("json"), "x");
            assertTrue(advice.startsWith(CODEC + " is in another class loader, that of this thread"), advice);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void class_nowhere_isToldToBePutOnThePath() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader looked = empty()) {
            for (ClassLoader ofThread : new ClassLoader[] {null, looked}) {
                Thread.currentThread().setContextClassLoader(ofThread);
                String advice = place(looked).advice(List.of("json", "own"), "that artifact");
                assertTrue(advice.startsWith("put that artifact on the module path or the class path"), advice);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void image_takesModulesThatCanBeLinked_andNoOthers() {
        assertEquals(
                "this is an image of jlink: link it with --add-modules dev.mooring.codec.json or"
                        + " dev.mooring.crypto.hmac, or put it on the module path of the image's java",
                LookedAt.linking(List.of(
                        CODEC,
                        "dev.mooring.crypto.tink.TinkAeadSealerProvider",
                        "dev.mooring.crypto.hmac.HmacSealerProvider")));
        assertEquals(
                "this is an image of jlink, which cannot hold it: put it on the module path of the image's java",
                LookedAt.linking(List.of("dev.mooring.store.redis.RedisLedgerProvider")));
    }
}
