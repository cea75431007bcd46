package dev.mooring.cli;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The second part of the demo: tokens of every codec with every sealer, their sizes and times, and tokens that are refused. */
final class DemoTokens {
    private static final Duration AGE_OF_SESSION = Duration.ofHours(3);
    private static final Duration AGE_OF_EXPIRED_TOKEN = Duration.ofHours(2);

    private final Console console;
    private final String tenant;

    DemoTokens(Console console, String tenant) {
        this.console = console;
        this.tenant = tenant;
    }

    /** Shows both tables, and returns whether all was as it should be. */
    boolean show(DemoKeys keys, DemoJvm server) {
        SessionSnapshot session = DemoSession.create(console.clock().instant().minus(AGE_OF_SESSION));
        List<Pairing> pairings = pairings(Providers.discover().codecs(), keys);
        console.print("Every codec with every sealer: a session of " + DemoSession.DESCRIPTION + ", opened by "
                + server.name());
        console.print("");
        return showResumed(session, pairings, server) & showRefused(session, pairings, server);
    }

    /** One codec with one sealer, and the keys that both JVMs share. */
    private record Pairing(String codec, TokenSealerProvider sealer, KeySource keys) {}

    private static List<Pairing> pairings(List<SnapshotCodec> codecs, DemoKeys keys) {
        List<Pairing> pairings = new ArrayList<>();
        for (SnapshotCodec codec : codecs) {
            keys.files().forEach((sealer, file) -> pairings.add(new Pairing(codec.id(), sealer, KeySource.file(file))));
        }
        return pairings;
    }

    private boolean showResumed(SessionSnapshot session, List<Pairing> pairings, DemoJvm server) {
        Table table = new Table(3, 4, 5).row("codec", "sealer", "", "token", "issue", "open", "the session");
        boolean good = true;
        for (Pairing pairing : pairings) {
            ResumeTokenManager tokens = manager(pairing, pairing.keys(), console.clock());
            Timed<ResumeToken> issued = Timed.of(() -> tokens.issue(session, context()));
            ResumeToken token = issued.result();
            DemoJvm.Answer answer = server.open(tenant, token.text());
            boolean equal = answer instanceof DemoJvm.Answer.Opened opened
                    && opened.snapshot().equals(session);
            good &= equal;
            table.row(
                    pairing.codec(),
                    pairing.sealer().id(),
                    isConfidential(pairing) ? "encrypted" : "signed",
                    console.style().grouped(token.text().length()) + " characters",
                    console.style().micros(issued.nanos()),
                    answer instanceof DemoJvm.Answer.Opened opened
                            ? console.style().micros(opened.nanos())
                            : "",
                    console.style().mark(equal) + (equal ? " the same again" : " " + answer));
        }
        show(table);
        return good;
    }

    private boolean showRefused(SessionSnapshot session, List<Pairing> pairings, DemoJvm server) {
        Table table = new Table().row("and a token that", "is refused with", "");
        boolean good = refusal(
                table,
                "has one bit changed",
                Reason.INVALID_SIGNATURE,
                pairings,
                pairing -> server.open(
                        tenant, withOneBitChanged(issue(session, pairing, pairing.keys(), console.clock()))));
        InstantSource past = () -> console.clock().instant().minus(AGE_OF_EXPIRED_TOKEN);
        good &= refusal(
                table,
                "is past its hour",
                Reason.EXPIRED,
                pairings,
                pairing -> server.open(tenant, issue(session, pairing, pairing.keys(), past)));
        good &= refusal(
                table,
                "comes from another tenant",
                Reason.INVALID_SIGNATURE,
                pairings,
                pairing -> server.open("other", issue(session, pairing, pairing.keys(), console.clock())));
        good &= refusal(table, "is sealed by an unknown key", Reason.UNKNOWN_KEY, pairings, pairing -> {
            KeySource unknown = KeySource.of(
                    DemoKeys.generate(pairing.sealer(), console.clock().instant()));
            return server.open(tenant, issue(session, pairing, unknown, console.clock()));
        });
        show(table);
        return good;
    }

    /** The answer of one pairing to a token that has to be refused. */
    private interface Attempt {
        DemoJvm.Answer with(Pairing pairing);
    }

    private boolean refusal(Table table, String what, Reason expected, List<Pairing> pairings, Attempt attempt) {
        List<DemoJvm.Answer> wrong = pairings.stream()
                .map(attempt::with)
                .filter(answer -> !answer.equals(new DemoJvm.Answer.Refused(expected)))
                .toList();
        table.row(
                what,
                expected.toString(),
                console.style().mark(wrong.isEmpty()) + (wrong.isEmpty() ? "" : " but " + wrong.get(0)));
        return wrong.isEmpty();
    }

    private void show(Table table) {
        List<String> lines = table.lines();
        console.print(console.style().bold(lines.get(0)));
        lines.subList(1, lines.size()).forEach(console::print);
        console.print("");
    }

    private TokenContext context() {
        return TokenContext.of("tenant", tenant);
    }

    private static boolean isConfidential(Pairing pairing) {
        return pairing.sealer()
                .sealer(DemoKeys.generate(pairing.sealer(), Instant.EPOCH))
                .confidential();
    }

    private static ResumeTokenManager manager(Pairing pairing, KeySource keys, InstantSource clock) {
        return ResumeTokenManager.builder()
                .codec(pairing.codec())
                .sealer(pairing.sealer())
                .keys(keys)
                .clock(clock)
                .build();
    }

    private String issue(SessionSnapshot session, Pairing pairing, KeySource keys, InstantSource clock) {
        return manager(pairing, keys, clock).issue(session, context()).text();
    }

    /** Changes the last bit of the seal, and spells the result as a token is spelled. */
    private static String withOneBitChanged(String token) {
        int body = token.indexOf('.') + 1;
        byte[] frame = Base64.getUrlDecoder().decode(token.substring(body));
        frame[frame.length - 1] ^= 1;
        return token.substring(0, body)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(frame);
    }
}
