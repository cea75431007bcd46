package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.Compression;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lengths on the page on cookies and headers are those of tokens that are issued here. */
class TransportPageTest {
    private static final String PAGE = "docs/transport.md";
    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
    private static final Pattern ROW =
            Pattern.compile("^\\| (.+?) \\| ([0-9,]+(?: \\| [0-9,]+){4}) \\|$", Pattern.MULTILINE);

    /** The columns of the page. */
    private static final List<ResumeTokenManager> CHOICES = List.of(
            manager("json", "hmac-sha256", Compression.NONE),
            manager("cbor", "hmac-sha256", Compression.NONE),
            manager("json", "tink-aead", Compression.NONE),
            manager("cbor", "tink-aead", Compression.NONE),
            manager("json", "hmac-sha256", Compression.DEFLATE));

    private static final Map<String, Consumer<SnapshotBuilder>> SESSIONS = sessions();

    private static ResumeTokenManager manager(String codec, String sealerId, Compression compression) {
        TokenSealerProvider sealer = Providers.discover().sealer(sealerId);
        return ResumeTokenManager.builder()
                .codec(codec)
                .keys(KeySource.of(new KeyMaker(sealer, null, new SecureRandom())
                        .create(sealer.algorithms().get(0), NOW)))
                .compression(compression)
                .clock(() -> NOW)
                .build();
    }

    private static Map<String, Consumer<SnapshotBuilder>> sessions() {
        Map<String, Consumer<SnapshotBuilder>> sessions = new LinkedHashMap<>();
        sessions.put("empty", session -> {});
        sessions.put(
                "3 variables: a number, a date, a text of 40 characters",
                session -> session.variable("visits", Value.of(42))
                        .variable("since", Value.of(NOW))
                        .variable("motto", Value.of("Fair winds and following seas to you all")));
        sessions.put(
                "a cart of 10 items, each with a name, a count and a price",
                session -> session.variable("cart", cart()));
        sessions.put(
                "50 exported stubs with references of 20 characters",
                session -> LongStream.rangeClosed(1, 50)
                        .forEach(id -> session.exportStub(-id, "user-profile:%07d".formatted(id * 1_317))));
        sessions.put("a text of 10,000 characters, all unlike", session -> session.variable("note", Value.of(noise())));
        return sessions;
    }

    private static Value cart() {
        return Value.from(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> {
                    Map<String, Object> item = new LinkedHashMap<>();
                    item.put("name", "Article %02d".formatted(i));
                    item.put("count", i % 5);
                    item.put("price", i * 1.25);
                    return item;
                })
                .toList());
    }

    /** Letters without a pattern, the same ones each time. */
    private static String noise() {
        return new java.util.Random(17)
                .ints(10_000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String row(Consumer<SnapshotBuilder> content) {
        SnapshotBuilder session = SessionSnapshot.builder("3f0c7e3a-58d1-4c39-9b0e-6f0a2d1b7c55", NOW);
        content.accept(session);
        SessionSnapshot snapshot = session.build();
        return CHOICES.stream()
                .map(tokens -> String.format(
                        Locale.ROOT, "%,d", tokens.issue(snapshot).text().length()))
                .collect(Collectors.joining(" | "));
    }

    @Test
    void lengths_onThePage_areMeasured() {
        String measured = SESSIONS.entrySet().stream()
                .map(session -> session.getKey() + " | " + row(session.getValue()))
                .collect(Collectors.joining("\n"));
        Stream<String> written = ROW.matcher(Docs.read(PAGE)).results().map(row -> row.group(1) + " | " + row.group(2));
        assertEquals(measured, written.collect(Collectors.joining("\n")));
    }
}
