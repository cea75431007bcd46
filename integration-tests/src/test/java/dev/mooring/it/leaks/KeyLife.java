package dev.mooring.it.leaks;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
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
        sealer.algorithms().forEach(algorithm -> diary.note(sealer.sealer(made(algorithm, null))));
        KeyFile file = diary.note(new KeyFile(folder.resolve(sealer.id() + ".keys")));
        file.create(made(algorithm(), null));
        String first = file.read().sealingKey().id();
        change(file, keys -> new KeyMaker(sealer, null, RANDOM).stage(keys, algorithm(), Content.NOW));
        change(file, keys -> keys.promote(other(keys, first), Content.NOW));
        change(file, keys -> new KeyMaker(sealer, null, RANDOM).stage(keys, algorithm(), Content.NOW));
        KeySet keys =
                change(file, present -> new KeyMaker(sealer, null, RANDOM).stage(present, algorithm(), Content.NOW));
        change(file, present -> present.removeAnyway(keys.keys().get(3).id()));
        failAt(file, first);
        spoil(KeyFile.format(keys));
        if (sealer.id().equals("tink-aead")) {
            takeOver();
        } else {
            diary.failed(() -> new KeyMaker(sealer, null, RANDOM).createFrom(bytes(KeyFile.format(keys)), Content.NOW));
        }
        guard();
        return file.path();
    }

    private String algorithm() {
        return sealer.algorithms().get(0);
    }

    private KeySet made(String algorithm, @Nullable KeyEncryption kms) {
        return known(new KeyMaker(sealer, kms, RANDOM).create(algorithm, Content.NOW));
    }

    private KeySet known(KeySet keys) {
        for (TokenKey key : keys.keys()) {
            diary.net.keys(
                    KeySet.of(sealer.id(), List.of(sealing(key))),
                    new KeyMaker(sealer, null, RANDOM).create(key.algorithm(), Content.NOW));
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
        diary.failed(() -> new KeyMaker(sealer, null, RANDOM).stage(keys, "ROT13", Content.NOW));
        diary.failed(
                () -> new KeyMaker(sealer, null, RANDOM).stageFrom(keys, bytes(KeyFile.format(keys)), Content.NOW));
        diary.failed(() -> KeySet.of("another", keys.keys().subList(1, 1)));
        diary.failed(() -> sealer.sealer(KeySet.of("another", keys.keys())));
        diary.failed(
                () -> diary.note(KeySource.file(folder.resolve("none.keys"))).load());
        diary.failed(() -> ResumeTokenManager.fromProperties(Map.of("mooring.keys", KeyFile.format(keys))));
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
                .forEach(spoilt -> diary.tried(() -> diary.note(sealer.sealer(KeyFile.parse(spoilt)))));
    }

    /** Keys of Tink's own tools. */
    private void takeOver() throws Exception {
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        known(new KeyMaker(sealer, null, RANDOM).createFrom(bytes(json), Content.NOW));
        IntStream.range(0, json.length())
                .filter(at -> at % 7 == 0)
                .mapToObj(at -> json.substring(0, at))
                .forEach(cut ->
                        diary.tried(() -> new KeyMaker(sealer, null, RANDOM).createFrom(bytes(cut), Content.NOW)));
    }

    /** Keys that a KMS guards, and one that fails. */
    private void guard() throws GeneralSecurityException {
        Aead aead = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
                .getPrimitive(AeadConfig2026.get(), Aead.class);
        KeyEncryption kms = KeyEncryption.of(aead::encrypt, aead::decrypt);
        KeyEncryption broken = KeyEncryption.of(KeyLife::refuse, KeyLife::refuse);
        KeySet guarded = made(algorithm(), kms);
        diary.note(managers(guarded).kms(kms).build());
        diary.failed(() -> managers(guarded).build());
        diary.failed(() -> managers(guarded).kms(broken).build());
        diary.failed(() -> managers(guarded)
                .kms(KeyEncryption.of((a, b) -> a, (a, b) -> a))
                .build());
        diary.failed(() -> managers(made(algorithm(), null)).kms(kms).build());
        diary.failed(() -> made(algorithm(), broken));
        diary.failed(() -> sealer.sealer(guarded));
    }

    private ResumeTokenManager.Builder managers(KeySet keys) {
        return ResumeTokenManager.builder().codec("json").sealer(sealer).keys(KeySource.of(keys));
    }

    private static byte[] refuse(byte[] input, byte[] data) throws GeneralSecurityException {
        throw new GeneralSecurityException("The KMS is away");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
