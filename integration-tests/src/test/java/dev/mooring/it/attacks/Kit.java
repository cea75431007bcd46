package dev.mooring.it.attacks;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.it.attacks.Frame.Part;
import dev.mooring.it.leaks.LeakNet;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The means of an attacker of one choice: genuine tokens, and for some rows the key. */
final class Kit {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    static final Instant CREATED = NOW.minusSeconds(60);
    static final String SESSION = "Sesame-61c0-session";
    static final String VARIABLE = "Walnut-b7d2-variable";
    static final String TEXT = "Pepper-93ee-text";
    static final String REFERENCE = "Cardamom-4a15-reference";
    static final String CAPABILITY = "Nutmeg-e80b-capability";
    static final String TENANT = "tenant";
    static final String CONTEXT = "Juniper-2f96-context";
    static final TokenContext CALLER = TokenContext.of(TENANT, CONTEXT);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A sealer with one of its algorithms, and another that the server accepts too. */
    enum Seal {
        HMAC_SHA256("hmac-sha256", 32),
        XAES256_GCM("tink-aead", 16),
        AES256_GCM("tink-aead", 16);

        final String sealer;
        final int tagBytes;

        Seal(String sealer, int tagBytes) {
            this.sealer = sealer;
            this.tagBytes = tagBytes;
        }

        /** The one by which a raw key of this one could be misused. */
        Seal other() {
            return this == HMAC_SHA256 ? AES256_GCM : HMAC_SHA256;
        }
    }

    final Seal seal;
    final SnapshotCodec codec;
    final SnapshotCodec otherCodec;
    final KeySet keys;
    final KeySet otherKeys;
    final String token;
    final Server server;

    private final TokenSealer sealer;
    private final ResumeTokenManager issuer;

    private Kit(String codecId, Seal seal) {
        this.seal = seal;
        this.codec = Providers.discover().codec(codecId);
        this.otherCodec = Providers.discover().codec(codecId.equals("json") ? "cbor" : "json");
        TokenSealerProvider provider = Providers.discover().sealer(seal.sealer);
        this.keys = new KeyMaker(provider, null, RANDOM).stage(keys(seal), seal.name(), NOW);
        this.otherKeys = keys(seal.other());
        this.sealer = provider.sealer(keys);
        this.issuer = manager(() -> NOW).codec(codecId).build();
        this.token = issue(session(SESSION));
        this.server = new Server(this);
    }

    private static KeySet keys(Seal seal) {
        return new KeyMaker(Providers.discover().sealer(seal.sealer), null, RANDOM).create(seal.name(), NOW);
    }

    static List<Kit> all() {
        return Stream.of("json", "cbor")
                .flatMap(codec -> Stream.of(Seal.values()).map(seal -> new Kit(codec, seal)))
                .toList();
    }

    ResumeTokenManager.Builder manager(InstantSource clock) {
        return ResumeTokenManager.builder()
                .keys(KeySource.of(keys))
                .acceptSealer(seal.other().sealer, KeySource.of(otherKeys))
                .clock(clock);
    }

    static SessionSnapshot session(String sessionId) {
        return SessionSnapshot.builder(sessionId, CREATED)
                .variable(VARIABLE, Value.of(TEXT))
                .exportStub(-1, REFERENCE)
                .capability(CAPABILITY)
                .build();
    }

    String issue(SessionSnapshot snapshot) {
        return issuer.issue(snapshot, CALLER).text();
    }

    Frame frame() {
        return Frame.of(token);
    }

    /** Genuine tokens of each length that the last letters of base64 tell apart. */
    Stream<String> tokens() {
        return IntStream.range(0, 3).mapToObj(more -> issue(session(SESSION + "x".repeat(more))));
    }

    /** The key's own work on any header and payload. */
    Frame reseal(Frame frame, byte[] payload) {
        return frame.with(Part.SEALED, sealer.seal(payload, frame.associatedData()));
    }

    String reseal(byte[] payload) {
        return reseal(frame(), payload).text();
    }

    byte[] payload() {
        return codec.encode(session(SESSION));
    }

    String keyId() {
        return keys.sealingKey().id();
    }

    String stagedKeyId() {
        return keys.keys().get(1).id();
    }

    byte[] keyBytes() {
        return keys.sealingKey().material().bytes();
    }

    /** The same numbers in each run. */
    static SplittableRandom random(long seed) {
        return new SplittableRandom(seed);
    }

    static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    LeakNet net() {
        return new LeakNet()
                .content("the session id", SESSION)
                .content("a variable's name", VARIABLE)
                .content("a text", TEXT)
                .content("a reference", REFERENCE)
                .content("a capability", CAPABILITY)
                .content("the context", CONTEXT)
                .keys(keys, keys(seal))
                .keys(otherKeys, keys(seal.other()));
    }

    @Override
    public String toString() {
        return codec.id() + " " + seal;
    }
}
