package dev.mooring.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedgerProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDiscoveryTest {
    private static final URI ADDRESS = URI.create("SAMPLE://localhost");

    /** A provider of the class path. */
    public static class Sample implements SessionLedgerProvider {
        /** For the loader. */
        public Sample() {}

        @Override
        public String id() {
            return "sample";
        }

        @Override
        public Set<String> schemes() {
            return Set.of("sample", "samples");
        }

        @Override
        public SessionLedger open(URI address, LedgerSettings settings) {
            throw new IllegalArgumentException("This sample opens nothing");
        }
    }

    /** Another id, the same scheme. */
    public static final class Rival extends Sample {
        /** For the loader. */
        public Rival() {}

        @Override
        public String id() {
            return "rival";
        }
    }

    /** Cannot be made. */
    public static final class Broken extends Sample {
        /** For the loader. */
        public Broken() {
            throw new IllegalStateException("cannot be made");
        }
    }

    @TempDir
    Path folder;

    private Providers found(Class<?>... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (Class<?> provider : providers) {
            names.append(provider.getName()).append('\n');
        }
        Files.writeString(services.resolve(SessionLedgerProvider.class.getName()), names);
        return Providers.discover(new ClassPath(folder.toUri().toURL()));
    }

    /** Has the samples in an unnamed module, for which {@code META-INF/services} counts. */
    private static final class ClassPath extends URLClassLoader {
        ClassPath(URL services) {
            super(new URL[] {services}, LedgerDiscoveryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith(LedgerDiscoveryTest.class.getName() + "$")
                    ? findClass(name)
                    : super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream file = LedgerDiscoveryTest.class.getResourceAsStream(
                    name.substring(name.lastIndexOf('.') + 1) + ".class")) {
                byte[] code = file.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static String refusal(Providers providers, String address) {
        return assertThrows(IllegalStateException.class, () -> providers.ledger(URI.create(address)))
                .getMessage();
    }

    @Test
    void ledger_knownScheme_isFoundWhateverItsCase() throws IOException {
        Providers providers = found(Sample.class);
        assertEquals("sample", providers.ledger(ADDRESS).id());
        assertEquals(
                "sample", providers.ledger(URI.create("samples://localhost")).id());
        assertTrue(providers.all().stream()
                .anyMatch(description -> description.service().equals("SessionLedgerProvider")));
    }

    @Test
    void ledger_unknownScheme_namesWhatIsThere() throws IOException {
        assertTrue(refusal(found(Sample.class), "other://localhost").contains(Sample.class.getName()));
    }

    @Test
    void ledger_none_namesTheArtifact() {
        assertTrue(refusal(Providers.discover(), "redis://localhost").contains("mooring-store-redis"));
    }

    @Test
    void ledger_sharedScheme_isNeverFirstWins() throws IOException {
        String message = refusal(found(Sample.class, Rival.class), "sample://localhost");
        assertTrue(message.contains(Sample.class.getName()) && message.contains(Rival.class.getName()));
    }

    @Test
    void ledger_oneBrokenProvider_refusesAll() throws IOException {
        assertTrue(
                refusal(found(Sample.class, Broken.class), "sample://localhost").contains(Broken.class.getName()));
    }

    @Test
    void ledger_addressWithoutScheme_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Providers.discover().ledger(URI.create("localhost")));
    }
}
