package dev.mooring.codec.cbor.dos;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.codec.cbor.CborSnapshotCodec;
import dev.mooring.codec.cbor.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Little input that asks for much. The heap of this module's tests is 64 MiB, so that memory spent on what is only
 * declared shows as an OutOfMemoryError.
 */
class ResourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5a7fffffff00",
                "5b7fffffffffffffff00",
                "5bffffffffffffffff00",
                "7a7fffffff61",
                "7b7fffffffffffffff61",
                "7bffffffffffffffff61",
                "9a7fffffff01",
                "9b7fffffffffffffff01",
                "9bffffffffffffffff01",
                "ba7fffffff616101",
                "bb7fffffffffffffff616101",
                "bbffffffffffffffff616101",
                "c25a7fffffff01",
                "d81b9a7fffffff60"
            })
    void J04_declaredLength_isNotAllocated(String item) {
        Documents.assertRefused(Documents.hex(item));
        Documents.assertRefused(Documents.withVariable(item));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 501, 1_001, 100_000})
    void J05_nestedArrays_areRefused(int levels) {
        Documents.assertRefused(Documents.withVariable("81".repeat(levels - 1) + "80"));
        Documents.assertRefused(Documents.withVariable("a16161".repeat(levels - 1) + "a0"));
        Documents.assertRefused(Documents.withVariable("9f".repeat(levels)));
        Documents.assertRefused(Documents.withVariable("7f".repeat(levels)));
        Documents.assertRefused(Documents.withVariable("c1".repeat(levels) + "00"));
        Documents.assertRefused(Documents.withVariable("d81b81".repeat(levels) + "80"));
        Documents.assertRefused(Documents.hex("81".repeat(levels)));
    }

    @Test
    void J07_referencesToStrings_areNotFollowed() {
        String text = "79" + "3e80" + "61".repeat(16_000);
        Documents.assertRefused(Documents.withVariable("d90100 993a99" + text + "d81900".repeat(15_000)));
        Documents.assertRefused(Documents.withVariable("d90100 82 6161 d81900"));
    }

    @Test
    void J08_hugeBigInteger_isRefused() {
        Documents.assertRefused(Documents.withVariable("c2590401" + "ff".repeat(1_025)));
        Documents.assertRefused(Documents.withVariable("c35a000186a0" + "ff".repeat(100_000)));
    }

    @Test
    void payload_overItsLimit_isNotLookedAt() {
        byte[] document = new byte[SnapshotLimits.DEFAULT.maxPayloadBytes() + 1];
        assertTrue(Documents.assertRefused(document).getMessage().contains("maxPayloadBytes"));
    }

    @Test
    void elements_overTheirLimit_areGivenUpAtEarly() {
        byte[] document = Documents.withVariable("9a000f4240" + "f6".repeat(1_000_000));
        assertTrue(Documents.assertRefused(document).getMessage().contains("maxArrayElements"));
    }

    @Test
    void document_largerThanTheHeap_isTheErrorOfTheJvmEachTime() {
        SnapshotBuilder snapshot = Documents.snapshot();
        Value text =
                Value.of("x".repeat((int) Math.min(1 << 20, Runtime.getRuntime().maxMemory() / 1_000)));
        for (int i = 0; i < 1_000; i++) {
            snapshot.variable("v" + i, text);
        }
        SessionSnapshot tooLarge = snapshot.build();
        // the JVM has few errors of this kind in stock, and then throws the same one again
        for (int i = 0; i < 20; i++) {
            assertThrows(OutOfMemoryError.class, () -> new CborSnapshotCodec().encode(tooLarge));
        }
    }
}
