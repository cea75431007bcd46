package dev.mooring.it.structure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.ProviderDescription;
import dev.mooring.token.Providers;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine depends on no provider, and names those of this project by their classes: the names have to be right. */
class KnownProvidersTest {

    /** Sees every class on the path of this test, and no service file. */
    private static final class WithoutServiceFiles extends ClassLoader {
        WithoutServiceFiles() {
            super("without service files", null);
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return name.startsWith("META-INF/services/")
                    ? null
                    : KnownProvidersTest.class.getClassLoader().getResource(name);
        }
    }

    static List<ProviderDescription> providers() {
        return Providers.discover().all();
    }

    @Test
    void providers_onThePathOfThisTest_areThoseOfEveryService() {
        for (String service :
                List.of("SnapshotCodec", "TokenSealerProvider", "SessionLedgerProvider", "KeySourceProvider")) {
            assertFalse(providers().stream()
                    .filter(provider -> provider.service().equals(service))
                    .toList()
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_thatNoServiceFileNames_isToldByItsClass(ProviderDescription provider) {
        Providers none = Providers.discover(new WithoutServiceFiles());
        String id = provider.id().orElseThrow();
        String told = assertThrows(IllegalStateException.class, () -> {
                    switch (provider.service()) {
                        case "SnapshotCodec" -> none.codec(id);
                        case "TokenSealerProvider" -> none.sealer(id);
                        case "KeySourceProvider" -> none.keySource(id + ":secret/resume");
                        default -> none.ledger(URI.create(id + "://localhost"));
                    }
                })
                .getMessage();
        assertTrue(told.contains(provider.className() + " is there, but no service file names it"), told);
    }
}
