package dev.mooring.it.vectors;

import static dev.mooring.it.vectors.Ciphers.ascii;
import static dev.mooring.it.vectors.Ciphers.join;
import static dev.mooring.it.vectors.Ciphers.pae;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token put together by hand, which may be wrong in any way and still be sealed by the right key: what a faulty issuer,
 * another version or an insider can make. It follows the format's text, and shares no code with what issues tokens.
 *
 * <p>What is not said is right: the header of a token for its key, issued at {@link #ISSUED_AT} and good for an hour. Its
 * name decides the token id and the nonce, so that the same calls give the same text.
 */
final class Forged {
    static final long ISSUED_AT = 1_767_225_600_000L;
    static final long EXPIRES_AT = ISSUED_AT + 3_600_000;

    private final VectorKey key;
    private final byte[] payload;
    private final byte[] tokenId;
    private final byte[] nonce;
    private int version = 1;
    private int flags;
    private byte[] codec;
    private byte[] sealer;
    private byte[] keyId;
    private long issuedAt = ISSUED_AT;
    private long expiresAt = EXPIRES_AT;
    private byte[] context = pae();

    private Forged(String name, VectorKey key, String codec, byte[] payload) {
        this.key = key;
        this.payload = payload;
        this.tokenId = Arrays.copyOf(sha256("token id of " + name), 16);
        this.nonce = Arrays.copyOf(sha256("nonce of " + name), Ciphers.NONCE_BYTES);
        this.codec = ascii(codec);
        this.sealer = ascii(key.sealer());
        this.keyId = ascii(key.keyId());
    }

    static Forged token(String name, VectorKey key, String codec, byte[] payload) {
        return new Forged(name, key, codec, payload);
    }

    /** The payload as raw DEFLATE, and the flag that says so. */
    static Forged deflated(String name, VectorKey key, String codec, byte[] payload) {
        return new Forged(name, key, codec, deflate(payload)).flags(1);
    }

    Forged version(int number) {
        version = number;
        return this;
    }

    /** Sets these flags besides those that are set. */
    Forged flags(int bits) {
        flags |= bits;
        return this;
    }

    Forged codec(String id) {
        codec = id.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    Forged sealer(String id) {
        sealer = id.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    Forged keyId(String id) {
        keyId = id.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    Forged times(long issued, long expires) {
        issuedAt = issued;
        expiresAt = expires;
        return this;
    }

    /** Binds a context, and says so in the flags where it has an entry. */
    Forged context(Map<String, String> entries) {
        byte[][] pieces = new TreeMap<>(entries)
                .entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        context = pae(pieces);
        return entries.isEmpty() ? this : flags(2);
    }

    /** The header field by field, as the vectors tell it. */
    ObjectNode fields() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("codec", new String(codec, StandardCharsets.US_ASCII))
                .put("sealer", new String(sealer, StandardCharsets.US_ASCII))
                .put("keyId", new String(keyId, StandardCharsets.US_ASCII))
                .put("tokenId", HexFormat.of().formatHex(tokenId))
                .put("issuedAt", issuedAt)
                .put("expiresAt", expiresAt)
                .put("flags", flags);
    }

    String keyName() {
        return key.name();
    }

    byte[] header() {
        byte[] ids = join(withLength(codec), withLength(sealer), withLength(keyId), tokenId);
        return ByteBuffer.allocate(2 + ids.length + 2 * Long.BYTES)
                .put((byte) version)
                .put((byte) flags)
                .put(ids)
                .putLong(issuedAt)
                .putLong(expiresAt)
                .array();
    }

    byte[] associatedData() {
        return pae(ascii("mooring.token.v1"), header(), context);
    }

    byte[] payload() {
        return payload.clone();
    }

    byte[] sealed() {
        return sealedWith(associatedData());
    }

    byte[] sealedWith(byte[] associatedData) {
        return Ciphers.seal(key, payload, associatedData, nonce);
    }

    byte[] frame() {
        return join(header(), sealed());
    }

    String text() {
        return text(frame());
    }

    static String text(byte[]... parts) {
        return "mrt1." + Base64.getUrlEncoder().withoutPadding().encodeToString(join(parts));
    }

    static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] deflated = new byte[plain.length + 64];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    private static byte[] withLength(byte[] id) {
        return join(new byte[] {(byte) id.length}, id);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
