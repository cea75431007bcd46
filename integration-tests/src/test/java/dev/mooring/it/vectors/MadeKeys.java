package dev.mooring.it.vectors;

import java.util.List;

/** The keys of the vectors, written by hand so that they are known to be no one's. */
final class MadeKeys {
    private MadeKeys() {}

    static List<VectorKey> all() {
        return List.of(
                new VectorKey("hmac-1", VectorKey.HMAC, "HMAC_SHA256", "khmac1", ascending(0x00, 32)),
                new VectorKey("hmac-2", VectorKey.HMAC, "HMAC_SHA256", "khmac2", ascending(0x20, 32)),
                new VectorKey("xaes-256-gcm", VectorKey.TINK, "XAES256_GCM", "kxaes", ascending(0x40, 32)),
                new VectorKey("aes-256-gcm", VectorKey.TINK, "AES256_GCM", "kaes256", ascending(0x60, 32)),
                new VectorKey("aes-128-gcm", VectorKey.TINK, "AES128_GCM", "kaes128", ascending(0x80, 16)),
                new VectorKey(
                        "xchacha20-poly1305", VectorKey.TINK, "XCHACHA20_POLY1305", "kxchacha", ascending(0xa0, 32)),
                new VectorKey(
                        "chacha20-poly1305", VectorKey.TINK, "CHACHA20_POLY1305", "kchacha", ascending(0xc0, 32)));
    }

    static VectorKey named(String name) {
        return all().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    private static String ascending(int first, int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(String.format("%02x", first + i));
        }
        return hex.toString();
    }
}
