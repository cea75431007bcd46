package dev.mooring.api;

import static dev.mooring.api.Samples.NOW;
import static dev.mooring.api.Samples.session;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.TokenSealerProvider;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of an object shows a secret or the content of a session (L04). */
class LeakTest {
    private static final String CANARY = "CANARY8f1d2c";
    private static final byte[] SECRET = CANARY.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIXTEEN = Arrays.copyOf(SECRET, 16);
    private static final long NUMBER = 77_123_456_789L;

    private static final List<String> TRACES = List.of(
            CANARY,
            HexFormat.of().formatHex(SECRET),
            Base64.getEncoder().encodeToString(SECRET),
            Arrays.toString(SECRET),
            new BigInteger(SECRET).toString(),
            Long.toString(NUMBER),
            Instant.ofEpochMilli(NUMBER).toString());

    static Stream<Object> l04_toString_showsNoSecret() {
        Value text = Value.of(CANARY);
        Map<String, Value> members = Map.of(CANARY, text);
        KeyMaterial clear = KeyMaterial.clear(SECRET);
        TokenKey key = new TokenKey("k1", TokenKey.Status.SEALING, NOW, NOW, "HMAC_SHA256", clear);
        KeySet keys = KeySet.of("hmac-sha256", List.of(key));
        SessionSnapshot snapshot = session()
                .variable(CANARY, text)
                .capability(CANARY)
                .importStub(1, CANARY)
                .exportValue(-1, text)
                .build();
        ResumeAttempt attempt = new ResumeAttempt(HexFormat.of().formatHex(SIXTEEN));
        return Stream.of(
                text,
                Value.of(SECRET),
                Value.of(NUMBER),
                Value.of((double) NUMBER),
                Value.of(new BigInteger(SECRET)),
                Value.of(Instant.ofEpochMilli(NUMBER)),
                new Value.ErrorValue(CANARY, CANARY, Optional.of(CANARY), members),
                new Value.UrlValue(CANARY),
                new Value.HeadersValue.Field(CANARY, CANARY),
                new Value.HeadersValue(List.of(new Value.HeadersValue.Field(CANARY, CANARY))),
                Value.array(text),
                new Value.ObjectValue(members),
                new Value.StubValue(CANARY),
                new Value.PromiseValue(CANARY),
                new ImportValue.Resolved(text),
                new ImportValue.Stub(CANARY),
                new ImportValue.Promise(CANARY),
                new ExportValue.Resolved(text),
                new ExportValue.Rejected(text),
                new ExportValue.Stub(CANARY),
                new ExportValue.Promise(CANARY, true),
                new TableEntry<>(new ImportValue.Stub(CANARY), 1),
                SessionSnapshot.builder(CANARY, NOW).build(),
                snapshot,
                clear,
                KeyMaterial.encrypted(SECRET),
                key,
                keys,
                new TokenSealerProvider.ImportedKey("HMAC_SHA256", clear, true),
                new Claim(CANARY, 1, 1, attempt, new CopyId(attempt.text()), NOW, NOW),
                new Superseding(CANARY, 1, 1, new CopyId(attempt.text()), NOW),
                new CopyId(attempt.text()),
                attempt);
    }

    @ParameterizedTest
    @MethodSource
    void l04_toString_showsNoSecret(Object object) {
        String shown = object.toString().toLowerCase(Locale.ROOT);
        assertFalse(shown.isEmpty());
        for (String trace : TRACES) {
            assertFalse(shown.contains(trace.toLowerCase(Locale.ROOT)), shown);
        }
    }
}
