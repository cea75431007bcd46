package dev.mooring.token;

import dev.mooring.token.internal.Ids;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code mooring.} properties into a builder. */
final class PropertyReader {
    private static final String ACCEPT = Property.PREFIX + "accept.";
    private static final String KEYS = ".keys";
    private static final Pattern ACCEPTED_KEYS =
            Pattern.compile(Pattern.quote(ACCEPT) + "(" + Ids.PROVIDER + ")" + Pattern.quote(KEYS));
    private static final Map<String, BiConsumer<ResumeTokenManager.Builder, String>> KNOWN = Map.ofEntries(
            Map.entry(Property.CODEC.toString(), ResumeTokenManager.Builder::codec),
            Map.entry(Property.SEALER.toString(), ResumeTokenManager.Builder::sealer),
            Map.entry(Property.KEYS.toString(), (builder, value) -> builder.keys(ProviderAddress.ofKeys(value))),
            Map.entry(Property.KMS.toString(), (builder, value) -> builder.kms(ProviderAddress.ofKms(value))),
            Map.entry(Property.KEYS_RELOAD.toString(), (builder, value) -> builder.keysReload(duration(value))),
            Map.entry(Property.ACCEPT_CODECS.toString(), PropertyReader::acceptCodecs),
            Map.entry(Property.TTL.toString(), (builder, value) -> builder.ttl(duration(value))),
            Map.entry(Property.MAX_TTL.toString(), (builder, value) -> builder.maxTtl(duration(value))),
            Map.entry(Property.MAX_SESSION_AGE.toString(), (builder, value) -> builder.maxSessionAge(duration(value))),
            Map.entry(Property.CLOCK_SKEW.toString(), (builder, value) -> builder.clockSkew(duration(value))),
            Map.entry(Property.NOT_BEFORE.toString(), (builder, value) -> builder.notBefore(instant(value))),
            Map.entry(Property.MAX_TOKEN_CHARS.toString(), (builder, value) -> builder.maxTokenChars(number(value))),
            Map.entry(Property.COMPRESSION.toString(), (builder, value) -> builder.compression(compression(value))));

    private PropertyReader() {}

    static void read(Map<String, String> properties, ResumeTokenManager.Builder builder) {
        // sorted, so that of several mistakes the same one is told each time
        new TreeMap<>(properties).forEach((name, value) -> {
            if (name.startsWith(Property.PREFIX)) {
                Objects.requireNonNull(value, name);
                apply(name, value.strip(), builder);
            }
        });
    }

    private static void apply(String name, String value, ResumeTokenManager.Builder builder) {
        try {
            BiConsumer<ResumeTokenManager.Builder, String> setter = KNOWN.get(name);
            Matcher accepted = ACCEPTED_KEYS.matcher(name);
            if (setter != null) {
                setter.accept(builder, value);
            } else if (accepted.matches()) {
                builder.acceptSealer(accepted.group(1), ProviderAddress.ofKeys(value));
            } else {
                throw new IllegalArgumentException("there is no such setting; did you mean " + nearest(name) + "?");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage());
        }
    }

    private static void acceptCodecs(ResumeTokenManager.Builder builder, String ids) {
        for (String id : ids.split(",", -1)) {
            if (id.isBlank()) {
                throw new IllegalArgumentException("it is a list of codec ids parted by commas, such as json,cbor");
            }
            builder.acceptCodec(id.strip());
        }
    }

    private static Duration duration(String value) {
        return parsed(value, Duration::parse, "a duration of ISO 8601, such as PT30S, PT1H or P1D");
    }

    private static Instant instant(String value) {
        return parsed(value, Instant::parse, "an instant such as 2026-11-23T10:00:00Z");
    }

    private static int number(String value) {
        return parsed(value, Integer::valueOf, "a whole number");
    }

    private static Compression compression(String value) {
        return switch (value) {
            case "none" -> Compression.NONE;
            case "deflate" -> Compression.DEFLATE;
            default -> throw new IllegalArgumentException("it is none or deflate");
        };
    }

    private static <T> T parsed(String value, Function<String, T> parser, String form) {
        try {
            return parser.apply(value);
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("it is " + form + ", and not \"" + value + "\"");
        }
    }

    private static String nearest(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String pattern = ACCEPT + "<sealer>" + KEYS;
        String nearest = KNOWN.keySet().stream()
                .min(Comparator.<String>comparingInt(known -> distance(known, wanted))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(pattern);
        return wanted.startsWith(ACCEPT) && distance(nearest, wanted) > 2 ? pattern : nearest;
    }

    /** The edit distance of Levenshtein. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
