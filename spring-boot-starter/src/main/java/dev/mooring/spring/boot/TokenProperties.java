package dev.mooring.spring.boot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the properties of tokens as {@code ResumeTokenManager.Builder.properties} reads them. */
final class TokenProperties {
    private final Map<String, String> text = new HashMap<>();

    private TokenProperties() {}

    /** All that were given, except the keys. */
    static Map<String, String> of(MooringProperties properties) {
        TokenProperties written = new TokenProperties();
        written.put("codec", properties.codec());
        written.put("sealer", properties.sealer());
        written.put("kms", properties.kms());
        written.put("keys.reload", properties.keysReload());
        written.put("ttl", properties.ttl());
        written.put("max-ttl", properties.maxTtl());
        written.put("max-session-age", properties.maxSessionAge());
        written.put("clock-skew", properties.clockSkew());
        written.put("not-before", properties.notBefore());
        written.put("max-token-chars", properties.maxTokenChars());
        written.put(
                "compression",
                properties.compression() == null
                        ? null
                        : properties.compression().name().toLowerCase(Locale.ROOT));
        if (!properties.accept().codecs().isEmpty()) {
            written.put("accept.codecs", String.join(",", properties.accept().codecs()));
        }
        properties.accept().keys().forEach((sealer, keys) -> written.put("accept." + sealer + ".keys", keys));
        return written.text;
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            text.put("mooring." + name, value.toString());
        }
    }
}
