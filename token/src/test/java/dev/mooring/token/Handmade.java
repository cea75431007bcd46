package dev.mooring.token;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token put together field by field from the format's definition, without any of the code under test. */
final class Handmade {
    int version = 1;
    int flags;
    String codec = "memory";
    String sealer = "hmac-sha256";
    String key = "k1";
    byte[] tokenId = new byte[16];
    long issuedAt = Fixtures.NOW.toEpochMilli();
    long expiresAt = issuedAt + 3_600_000;
    Map<String, String> context = Map.of();
    byte[] secret = Fixtures.secret(1);
    byte[] payload;

    Handmade(byte[] payload) {
        this.payload = payload;
    }

    byte[] header() {
        ByteBuffer header =
                ByteBuffer.allocate(2 + 3 + codec.length() + sealer.length() + key.length() + tokenId.length + 16);
        header.put((byte) version).put((byte) flags);
        putId(header, codec);
        putId(header, sealer);
        putId(header, key);
        return header.put(tokenId).putLong(issuedAt).putLong(expiresAt).array();
    }

    private static void putId(ByteBuffer header, String id) {
        header.put((byte) id.length()).put(id.getBytes(StandardCharsets.ISO_8859_1));
    }

    byte[] tag() {
        byte[][] pieces = new byte[2 * context.size()][];
        int next = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(context).entrySet()) {
            pieces[next++] = utf8(entry.getKey());
            pieces[next++] = utf8(entry.getValue());
        }
        byte[] associatedData = pae(utf8("mooring.token.v1"), header(), pae(pieces));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(pae(utf8("mooring.hmac-sha256.v1"), associatedData, payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] frame() {
        return concat(header(), payload, tag());
    }

    String text() {
        return text(frame());
    }

    static String text(byte[] frame) {
        return "mrt1." + Base64.getUrlEncoder().withoutPadding().encodeToString(frame);
    }

    static byte[] frame(String text) {
        return Base64.getUrlDecoder().decode(text.substring("mrt1.".length()));
    }

    static byte[] pae(byte[]... pieces) {
        byte[] encoded = number(pieces.length);
        for (byte[] piece : pieces) {
            encoded = concat(encoded, number(piece.length), piece);
        }
        return encoded;
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
