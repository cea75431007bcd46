package dev.mooring.benchmarks;

import dev.mooring.token.Compression;

/**
 * The choice of a deployment, as benchmarks name it: {@code cbor+aes256-gcm}, {@code json+hmac-sha256}, or
 * {@code json+xaes256-gcm+deflate}.
 *
 * @param codec the codec's id
 * @param sealer the sealer's id
 * @param algorithm the algorithm of its key
 * @param compression the compression of the payload before it is sealed
 */
record Choice(String codec, String sealer, String algorithm, Compression compression) {

    static Choice of(String name) {
        String[] parts = name.split("\\+");
        Compression compression = parts.length == 3 ? Compression.DEFLATE : Compression.NONE;
        return switch (parts[1]) {
            case "hmac-sha256" -> new Choice(parts[0], "hmac-sha256", "HMAC_SHA256", compression);
            case "aes256-gcm" -> new Choice(parts[0], "tink-aead", "AES256_GCM", compression);
            case "xaes256-gcm" -> new Choice(parts[0], "tink-aead", "XAES256_GCM", compression);
            default -> throw new IllegalArgumentException("No sealer is named " + parts[1]);
        };
    }
}
