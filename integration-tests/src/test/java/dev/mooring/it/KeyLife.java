package dev.mooring.it;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.token.KeyEncryption;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeySet;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenKey;
import dev.mooring.token.spi.TokenSealerProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that can be done with the keys of a sealer, and all that can go wrong with them. */
record KeyLife(TokenSealerProvider sealer, Path folder, Diary diary) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration RELOAD = Duration.ofSeconds(30);
    private static final Duration TTL = Duration.ofHours(1);

    static KeyLife of(String sealerId, Path folder, Diary diary) {
        return new KeyLife(Providers.discover().sealer(sealerId), folder, diary);
    }

    /** Lives it, and leaves a file of one sealing, one staged and one opening key. */
    Path live() throws Exception {
        sealer.algorithms().forEach(algorithm -> diary.note(sealer.sealer(made(algorithm, null), null)));
        KeyFile file = diary.note(new KeyFile(folder.resolve(sealer.id() + ".keys")));
        file.create(made(algorithm(), null));
        String first = file.read().sealingKey().id();
        change(file, keys -> keys.stage(sealer, algorithm(), Content.NOW, RANDOM, null));
        change(file, keys -> keys.promote(other(keys, first), Content.NOW));
        change(file, keys -> keys.stage(sealer, algorithm(), Content.NOW, RANDOM, null));
        KeySet keys = change(file, present -> present.stage(sealer, algorithm(), Content.NOW, RANDOM, null));
        change(file, present -> present.removeAnyway(keys.keys().get(3).id()));
        failAt(file, first);
        spoil(keys.toText());
        if (sealer.id().equals("tink-aead")) {
            takeOver();
            guard();
        } else {
            diary.failed(() -> KeySet.generateFrom(sealer, bytes(keys.toText()), Content.NOW, RANDOM, null));
        }
        return file.path();
    }

    private String algorithm() {
        return sealer.algorithms().get(0);
    }

    private KeySet made(String algorithm, @Nullable KeyEncryption kms) {
        return known(KeySet.generate(sealer, algorithm, Content.NOW, RANDOM, kms));
    }

    private KeySet known(KeySet keys) {
        for (TokenKey key : keys.keys()) {
            diary.net.keys(
                    KeySet.of(sealer.id(), List.of(sealing(key))),
                    KeySet.generate(sealer, key.algorithm(), Content.NOW, RANDOM, null));
        }
        return diary.note(keys);
    }

    private static TokenKey sealing(TokenKey key) {
        return new TokenKey(
                key.id(), TokenKey.Status.SEALING, key.createdAt(), key.since(), key.algorithm(), key.material());
    }

    private KeySet change(KeyFile file, UnaryOperator<KeySet> change) throws Exception {
        return known(file.update(change));
    }

    private static String other(KeySet keys, String id) {
        return keys.keys().stream()
                .map(TokenKey::id)
                .filter(each -> !each.equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void failAt(KeyFile file, String opening) throws Exception {
        KeySet keys = file.read();
        diary.failed(() -> file.create(keys));
        diary.failed(() -> new KeyFile(folder.resolve("none/at/all.keys")).create(keys));
        diary.failed(() -> new KeyFile(folder).update(present -> present));
        diary.failed(() -> file.update(present -> present.remove(opening, Content.NOW, RELOAD, TTL)));
        diary.failed(() ->
                file.update(present -> present.removeAnyway(present.sealingKey().id())));
        diary.failed(() ->
                file.update(present -> present.promote(present.sealingKey().id(), Content.NOW)));
        diary.failed(() -> keys.stage(sealer, "ROT13", Content.NOW, RANDOM, null));
        diary.failed(() -> keys.stageFrom(sealer, bytes(keys.toText()), Content.NOW, RANDOM, null));
        diary.failed(() -> KeySet.of("another", keys.keys().subList(1, 1)));
        diary.failed(() -> sealer.sealer(KeySet.of("another", keys.keys()), null));
        diary.failed(
                () -> diary.note(KeySource.file(folder.resolve("none.keys"))).load());
        diary.failed(() -> ResumeTokenManager.fromProperties(Map.of("mooring.keys", keys.toText())));
        diary.failed(() ->
                diary.note(KeySource.environment("MOORING_NO_SUCH_VARIABLE")).load());
        Files.write(folder.resolve("noise.keys"), new byte[] {(byte) 0xc3, 0x28});
        diary.failed(() -> new KeyFile(folder.resolve("noise.keys")).read());
    }

    /** Key files as an editor, a full disk or a wrong tool leaves them. */
    private void spoil(String text) {
        Stream<String> cut =
                IntStream.range(0, text.length()).filter(at -> at % 7 == 0).mapToObj(at -> text.substring(0, at));
        Stream<String> changed = Stream.of(
                text.replace(' ', '\t'),
                text.replace("clear ", "clear"),
                text.replace("clear ", "clear !"),
                text.replace("clear", "kms"),
                text.replace(
                        "key ",
                        "key " + text.substring(text.lastIndexOf(' ') + 1).strip() + " "),
                text.replace("sealing", "opening"),
                text.replace("staged", "sealing"),
                text.replace(algorithm(), "ROT13"),
                text.replaceFirst("\n.*\n", "\n" + text.substring(text.lastIndexOf(' ') + 1)),
                text.replaceAll("(?m)(.)$", "$1$1"),
                text.substring(text.indexOf('\n') + 1));
        Stream.concat(cut, changed)
                .forEach(spoilt -> diary.tried(() -> diary.note(sealer.sealer(KeySet.parse(spoilt), null))));
    }

    /** Keys of Tink's own tools. */
    private void takeOver() throws Exception {
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        known(KeySet.generateFrom(sealer, bytes(json), Content.NOW, RANDOM, null));
        IntStream.range(0, json.length())
                .filter(at -> at % 7 == 0)
                .mapToObj(at -> json.substring(0, at))
                .forEach(cut -> diary.tried(() -> KeySet.generateFrom(sealer, bytes(cut), Content.NOW, RANDOM, null)));
    }

    /** Keys that a KMS guards, and one that fails. */
    private void guard() {
        KeyEncryption kms = KeyEncryption.of((plain, data) -> flipped(plain), (locked, data) -> flipped(locked));
        KeyEncryption broken = KeyEncryption.of(KeyLife::refuse, KeyLife::refuse);
        KeySet guarded = made(algorithm(), kms);
        diary.note(sealer.sealer(guarded, kms));
        diary.failed(() -> sealer.sealer(guarded, null));
        diary.failed(() -> sealer.sealer(guarded, broken));
        diary.failed(() -> sealer.sealer(guarded, KeyEncryption.of((a, b) -> a, (a, b) -> a)));
        diary.failed(() -> sealer.generateKey(algorithm(), broken));
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] flipped = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            flipped[i] = (byte) (bytes[i] ^ 0x55);
        }
        return flipped;
    }

    private static byte[] refuse(byte[] input, byte[] data) throws GeneralSecurityException {
        throw new GeneralSecurityException("The KMS is away");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
