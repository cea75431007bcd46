package dev.mooring.spring.boot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the properties of tokens as {@code ResumeTokenManager.Builder.properties} reads them. */
final class TokenProperties {
    private static final String CODECS = "mooring.accept.codecs";
    private static final String CODEC = "mooring\\.accept\\.codecs\\.\\d+";

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
        properties.acceptedKeys().forEach((name, value) -> written.put("accept." + name, value));
        // a list may have come as many properties
        written.text.keySet().removeIf(name -> name.matches(CODEC));
        if (!properties.acceptedCodecs().isEmpty()) {
            written.text.put(CODECS, String.join(",", properties.acceptedCodecs()));
        }
        return written.text;
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            text.put("mooring." + name, value.toString());
        }
    }
}
