package dev.mooring.spring.boot;

import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.Providers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the properties of tokens as {@code ResumeTokenManager.Builder.properties} reads them. */
final class TokenProperties {
    private static final String CODECS = "mooring.accept.codecs";
    private static final String KEYS = ".keys";
    private static final String SEALER = "mooring\\.accept\\..+\\.keys";
    private static final String CODEC = "mooring\\.accept\\.codecs\\.\\d+";

    private final Map<String, String> text = new HashMap<>();

    private TokenProperties() {}

    /** All that were given, except the addresses of keys. */
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
        written.text.keySet().removeIf(name -> name.matches(CODEC) || name.matches(SEALER));
        if (!properties.acceptedCodecs().isEmpty()) {
            written.text.put(CODECS, String.join(",", properties.acceptedCodecs()));
        }
        return written.text;
    }

    /** The sealers that open and never seal, and the addresses of their keys. */
    static Map<String, String> acceptedSealers(MooringProperties properties) {
        Map<String, String> sealers = new TreeMap<>();
        properties.acceptedKeys().forEach((name, address) -> {
            if (name.endsWith(KEYS) && name.length() > KEYS.length()) {
                sealers.put(sealer(name.substring(0, name.length() - KEYS.length())), address);
            }
        });
        return sealers;
    }

    /** The name of an environment variable cannot have the dashes of a sealer's id. */
    private static String sealer(String name) {
        return Providers.discover().sealers().stream()
                .map(TokenSealerProvider::id)
                .filter(id -> id.replace("-", "").equals(name))
                .findFirst()
                .orElse(name);
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            text.put("mooring." + name, value.toString());
        }
    }
}
