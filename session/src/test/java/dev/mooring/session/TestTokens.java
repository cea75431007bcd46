package dev.mooring.session;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenManager;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as simple as they can be, so that these tests are about sessions: a payload is the number of a snapshot. */
final class TestTokens implements SnapshotCodec, TokenSealerProvider, TokenSealer {
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEY_ID = "test";
    private static final int MAC_BYTES = 32;

    private final Map<Long, SessionSnapshot> snapshots = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private volatile boolean failing;

    ResumeTokenManager manager(InstantSource clock) {
        return builder(clock).build();
    }

    ResumeTokenManager.Builder builder(InstantSource clock) {
        TokenKey key = new TokenKey(
                KEY_ID, TokenKey.Status.SEALING, CREATED_AT, CREATED_AT, "TEST", KeyMaterial.clear(new byte[] {1}));
        return ResumeTokenManager.builder()
                .codec(this)
                .sealer((TokenSealerProvider) this)
                .keys(KeySource.of(KeySet.of("test", List.of(key))))
                .clock(clock);
    }

    /** From now on nothing can be issued, or it can again. */
    void failToIssue(boolean fails) {
        failing = fails;
    }

    @Override
    public String id() {
        return "test";
    }

    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        if (failing) {
            throw new IllegalStateException("asked to fail");
        }
        long number = next.incrementAndGet();
        snapshots.put(number, snapshot);
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
        return snapshots.get(ByteBuffer.wrap(payload).getLong());
    }

    @Override
    public List<String> algorithms() {
        return List.of("TEST");
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        return KeyMaterial.clear(new byte[] {1});
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        return this;
    }

    @Override
    public String primaryKeyId() {
        return KEY_ID;
    }

    @Override
    public Set<String> keyIds() {
        return Set.of(KEY_ID);
    }

    @Override
    public boolean confidential() {
        return false;
    }

    @Override
    public byte[] seal(byte[] payload, byte[] associatedData) {
        return ByteBuffer.allocate(payload.length + MAC_BYTES)
                .put(payload)
                .put(mac(payload, associatedData))
                .array();
    }

    @Override
    public byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException {
        if (sealed.length < MAC_BYTES) {
            throw new SealBrokenException();
        }
        byte[] payload = Arrays.copyOf(sealed, sealed.length - MAC_BYTES);
        byte[] mac = Arrays.copyOfRange(sealed, payload.length, sealed.length);
        if (!MessageDigest.isEqual(mac, mac(payload, associatedData))) {
            throw new SealBrokenException();
        }
        return payload;
    }

    private static byte[] mac(byte[] payload, byte[] associatedData) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[] {1}, "HmacSHA256"));
            mac.update(associatedData);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
