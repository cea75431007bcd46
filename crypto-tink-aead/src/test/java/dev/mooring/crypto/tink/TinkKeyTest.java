package dev.mooring.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import java.security.Security;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TinkKeyTest {

    /** ATTACKS M08: a key that this JDK cannot run, or not rightly, is refused when the sealer is made. */
    @ParameterizedTest
    @EnumSource(BrokenCipherProvider.Fault.class)
    void read_brokenSecurityProviderPreferred_isRefused(BrokenCipherProvider.Fault fault) throws Exception {
        KeyMaterial material = TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(TestKeys.repeated(7, 32))));
        BrokenCipherProvider broken = new BrokenCipherProvider(fault);
        Security.insertProviderAt(broken, 1);
        try {
            String message = refusalInNewThread(() -> TinkKey.read("The key k1", material.bytes()));
            assertTrue(message.startsWith("The key k1 (AES256_GCM) does not work on this JDK"), message);
            String generated = refusalInNewThread(() -> TinkKey.generate(Algorithm.AES256_GCM));
            assertTrue(generated.contains("AES256_GCM") && generated.contains("security providers"), generated);
        } finally {
            Security.removeProvider(broken.getName());
        }
    }

    /** ATTACKS D16, M09: nonces that repeat are noticed before anything is sealed. */
    @Test
    void read_randomnessThatRepeats_isRefused() throws Exception {
        KeyMaterial material = TestKeys.material(TestKeys.keyset(TestKeys.xchacha(TestKeys.repeated(7, 32))));
        ZeroRandomProvider zeros = new ZeroRandomProvider();
        Security.insertProviderAt(zeros, 1);
        try {
            String message = refusalInNewThread(() -> TinkKey.read("The key k1", material.bytes()));
            assertTrue(message.startsWith("The key k1 (XCHACHA20_POLY1305) does not work on this JDK"), message);
        } finally {
            Security.removeProvider(zeros.getName());
        }
    }

    /** Tink keeps the cipher and the random numbers that a thread once got. */
    private static String refusalInNewThread(Runnable call) {
        CompletionException thrown = assertThrows(
                CompletionException.class,
                () -> CompletableFuture.runAsync(call, task -> new Thread(task).start())
                        .join());
        return thrown.getCause().getMessage();
    }
}
