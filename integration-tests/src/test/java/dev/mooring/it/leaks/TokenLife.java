package dev.mooring.it.leaks;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.Compression;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import dev.mooring.token.TokenListener;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** All that can be done with tokens of one codec and the keys of a file, and each refusal. */
record TokenLife(String codec, Path keys, Diary diary, TokenListener... listeners) {
    private static final Instant NOW = Content.NOW;

    ResumeTokenManager.Builder builder(Instant now) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .codec(codec)
                .keys(diary.note(KeySource.file(keys)))
                .clock(() -> now)
                .listener(diary);
        Stream.of(listeners).forEach(builder::listener);
        return builder;
    }

    private ResumeTokenManager manager(ResumeTokenManager.Builder builder) {
        diary.note(builder);
        return diary.note(builder.build());
    }

    ResumeTokenManager manager() {
        return manager(builder(NOW));
    }

    String issued(ResumeTokenManager.Builder builder, SessionSnapshot snapshot) {
        ResumeToken token = diary.note(manager(builder).issue(snapshot, Content.CALLER));
        diary.net.token(token.text());
        return token.text();
    }

    void live() throws IOException {
        String text = issued(builder(NOW), Content.snapshot());
        String small = issued(builder(NOW).compression(Compression.DEFLATE), Content.snapshot());
        for (String each : new String[] {text, small}) {
            diary.note(manager().open(each, Content.CALLER));
            diary.note(ResumeTokenManager.inspect(each));
            diary.note(manager().explain(each, Content.CALLER));
            diary.note(manager().explain(each, TokenContext.none()));
            diary.text("an explanation", manager().explain(each, Content.CALLER).steps());
        }
        refuseTexts(text);
        refuseUnknownKey(text);
        refuseInTime(text);
        refuseByLimits(text);
        refuseCallers();
    }

    private void refuseTexts(String text) {
        ResumeTokenManager manager = manager();
        refused(Reason.MALFORMED, () -> manager.open(text + "!", Content.CALLER));
        refused(Reason.MALFORMED, () -> manager.open(Content.TEXT, Content.CALLER));
        refused(Reason.TOO_LARGE, () -> manager.open(text.repeat(65_536 / text.length() + 1), Content.CALLER));
        refused(Reason.UNSUPPORTED, () -> manager.open("mrt2." + text.substring(5), Content.CALLER));
        refused(Reason.INVALID_SIGNATURE, () -> manager.open(text, TokenContext.none()));
        refused(Reason.INVALID_SIGNATURE, () -> manager.open(text, TokenContext.of("tenant", Content.REFERENCE)));
        IntStream.range(0, text.length())
                .filter(at -> at % 5 == 0)
                .forEach(at -> diary.tried(() -> manager.open(text.substring(0, at), Content.CALLER)));
        IntStream.range(5, text.length())
                .forEach(at -> diary.tried(() -> manager.open(
                        text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1),
                        Content.CALLER)));
        diary.failed(() -> ResumeTokenManager.inspect(text + "!"));
    }

    private void refuseUnknownKey(String text) throws IOException {
        KeySet keys = new KeyFile(this.keys).read();
        KeySet others = diary.note(new KeyMaker(Providers.discover().sealer(keys.sealerId()), null, new SecureRandom())
                .create(keys.sealingKey().algorithm(), NOW));
        diary.net.keys(others, keys);
        ResumeTokenManager stranger = manager(ResumeTokenManager.builder()
                .codec(codec)
                .keys(diary.note(KeySource.of(others)))
                .clock(() -> NOW)
                .listener(diary));
        refused(Reason.UNKNOWN_KEY, () -> stranger.open(text, Content.CALLER));
        diary.note(stranger.explain(text, Content.CALLER));
    }

    private void refuseInTime(String text) {
        Instant late = NOW.plus(Duration.ofHours(2));
        refused(
                Reason.NOT_YET_VALID,
                () -> manager(builder(NOW.minusSeconds(60))).open(text, Content.CALLER));
        refused(Reason.EXPIRED, () -> manager(builder(late)).open(text, Content.CALLER));
        refused(Reason.REVOKED, () -> manager(builder(NOW).notBefore(late)).open(text, Content.CALLER));
        Duration second = Duration.ofSeconds(1);
        refused(
                Reason.SESSION_TOO_OLD,
                () -> manager(builder(NOW.plusSeconds(2))
                                .maxTtl(Duration.ofHours(1))
                                .maxSessionAge(second))
                        .open(text, Content.CALLER));
    }

    private void refuseByLimits(String text) {
        SnapshotLimits few =
                diary.note(SnapshotLimits.builder().maxArrayElements(1).build());
        SnapshotLimits little = SnapshotLimits.builder().maxPayloadBytes(16).build();
        refused(Reason.INVALID_SNAPSHOT, () -> manager(builder(NOW).limits(few)).open(text, Content.CALLER));
        refused(Reason.TOO_LARGE, () -> manager(builder(NOW).limits(little)).open(text, Content.CALLER));
        refused(Reason.ENCODING_FAILED, () -> manager(builder(NOW).limits(few)).issue(Content.snapshot()));
        refused(
                Reason.ENCODING_FAILED,
                () -> manager(builder(NOW).limits(little)).issue(Content.snapshot()));
        refused(
                Reason.ENCODING_FAILED,
                () -> manager(builder(NOW).maxTokenChars(512)).issue(Content.snapshot()));
        refused(
                Reason.ENCODING_FAILED,
                () -> manager()
                        .issue(Content.snapshot().toBuilder()
                                .variable(Content.VARIABLE + "\n", Value.NULL)
                                .build()));
    }

    /** The mistakes of a caller who has content in hand. */
    private void refuseCallers() {
        SnapshotLimits limits = SnapshotLimits.DEFAULT;
        diary.failed(() -> limits.check(Content.snapshot().toBuilder()
                .capability(Content.CAPABILITY + "\u0000")
                .build()));
        diary.failed(() -> limits.check(Content.snapshot().toBuilder()
                .importStub(9, Content.REFERENCE.repeat(99))
                .build()));
        diary.failed(() -> TokenContext.of(Content.CONTEXT, Content.CONTEXT));
        diary.failed(() -> TokenContext.of("tenant", Content.CONTEXT.repeat(99)));
        diary.failed(() -> Content.CALLER.and("tenant", Content.CONTEXT));
        diary.failed(() -> ResumeTokenManager.fromProperties(Map.of("mooring.keys", Content.TEXT)));
        diary.failed(() -> Value.from(Map.of(Content.KEY, new Object())));
        diary.failed(() -> Value.from(Map.of(new StringBuilder(Content.KEY), Content.TEXT)));
    }

    private void refused(Reason reason, Executable deed) {
        diary.refused(reason, deed);
    }
}
