package dev.mooring.crypto.tink;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.spi.TokenSealerProvider.ImportedKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a Tink keyset in JSON into its keys. */
final class TinkKeysetImport {

    private TinkKeysetImport() {}

    static List<ImportedKey> keys(byte[] document, @Nullable KeyEncryption kms) {
        KeysetHandle keyset = parsed(new String(document, StandardCharsets.UTF_8), kms);
        List<ImportedKey> keys = new ArrayList<>();
        for (int i = 0; i < keyset.size(); i++) {
            KeysetHandle.Entry entry = keyset.getAt(i);
            if (entry.getStatus() == KeyStatus.ENABLED) {
                keys.add(imported(entry));
            }
        }
        return withPrimary(keys);
    }

    private static KeysetHandle parsed(String json, @Nullable KeyEncryption kms) {
        // A keyset in the clear has base64, names and type addresses in it, and so never this member.
        KmsAead decryption = json.contains("\"encryptedKeyset\"") ? given(kms) : null;
        try {
            return decryption == null
                    ? TinkJsonProtoKeysetFormat.parseKeyset(json, TinkKey.TINK, InsecureSecretKeyAccess.get())
                    : TinkJsonProtoKeysetFormat.parseEncryptedKeyset(json, decryption, new byte[0], TinkKey.TINK);
        } catch (KmsAead.RefusedByKmsException e) {
            throw new IllegalArgumentException(
                    "The keyset is encrypted, and the KMS does not decrypt it: check that it is the KMS that encrypted"
                            + " it, without associated data, and that it can be reached",
                    e.getCause());
        } catch (GeneralSecurityException | RuntimeException e) {
            // without its cause, because a message of a parser may show the text that it parsed
            throw new IllegalArgumentException(
                    "This is no Tink keyset in JSON that holds AEAD keys only: write one with Tink's tools");
        }
    }

    private static KmsAead given(@Nullable KeyEncryption kms) {
        if (kms == null) {
            throw new IllegalArgumentException("The keyset is encrypted by a KMS: give that KMS");
        }
        return new KmsAead(kms);
    }

    private static ImportedKey imported(KeysetHandle.Entry entry) {
        String name = "The key " + Integer.toUnsignedString(entry.getId()) + " of the keyset";
        KeysetHandle.Builder alone = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(entry.getKey())
                        .withFixedId(entry.getId())
                        .makePrimary());
        try {
            TinkKey key = TinkKey.of(name, alone.build());
            return new ImportedKey(key.algorithm().name(), key.material(), entry.isPrimary());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink does not take a key that it read itself");
        }
    }

    private static List<ImportedKey> withPrimary(List<ImportedKey> keys) {
        if (keys.stream().noneMatch(ImportedKey::primary)) {
            throw new IllegalArgumentException(
                    "The primary key of the keyset is not enabled: make an enabled key the primary one");
        }
        return List.copyOf(keys);
    }
}
