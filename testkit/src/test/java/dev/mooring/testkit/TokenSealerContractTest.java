package dev.mooring.testkit;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sealers that break the contract must fail it. */
class TokenSealerContractTest {

    @ParameterizedTest
    @CsvSource({
        "HIDDEN, class_instantiation_needsNoParameters",
        "SHOUTING, id_everyInstance_isTheSameOfTheGrammar",
        "SHOUTING, algorithms_everyInstance_areTheSameOfTheGrammar",
        "FIXED_KEY, generateKey_twice_givesDistinctUsableKeys",
        "ANY_ALGORITHM, generateKey_unknownAlgorithm_isRefused",
        "ANY_ALGORITHM, sealer_keyOfUnknownAlgorithm_isRefused",
        "TRUNCATING, e08_open_whatWasSealed_givesThePayload",
        "PLAIN, seal_confidential_hidesThePayload",
        "PLAIN, e09_open_anyBitFlipped_isBroken",
        "PLAIN, open_garbage_isBroken",
        "PLAIN, open_otherLength_isBroken",
        "FIXED_NONCE, seal_confidential_hidesThePayload",
        "FIXED_NONCE, sealer_manyThreads_doNotDisturbEachOther",
        "NO_DATA, e09_open_anyBitFlipped_isBroken",
        "NO_DATA, e09_null_isRefusedAndNoBytesAreNot",
        "NO_DATA, open_otherLength_isBroken",
        "JOINED, open_shiftedBoundary_isBroken",
        "EVERY_KEY, open_severalKeys_usesTheNamedOneOnly",
        "EVERY_KEY, open_unknownOrOtherKey_isBroken",
        "LAST_KEY, seal_severalKeys_usesTheSealingOne",
        "THROWING, open_unknownOrOtherKey_isBroken",
        "WIPING, arrays_inAndOut_areTheCallers",
        "ANY_SEALER, sealer_keysOfAnotherSealer_areRefused",
        "LATE, sealer_unusableKey_isRefused",
        "TELLING, sealer_unusableKey_isRefused",
        "ANY_IMPORT, importKeys_garbage_isRefused",
        "TELLING, toString_everything_showsNoKeyBytes",
        "CONFINED, sealer_manyThreads_doNotDisturbEachOther"
    })
    void contract_brokenSealer_fails(Fault fault, String test) {
        current = fault;
        ContractRun.assertFails(BrokenContract.class, test);
    }

    /** The fault of the sealer that is tried now; tests of one class run one after the other. */
    private static Fault current = Fault.HIDDEN;

    /** The faults of a sealer. */
    enum Fault {
        HIDDEN,
        SHOUTING,
        FIXED_KEY,
        ANY_ALGORITHM,
        TRUNCATING,
        PLAIN,
        FIXED_NONCE,
        NO_DATA,
        JOINED,
        EVERY_KEY,
        LAST_KEY,
        THROWING,
        WIPING,
        ANY_SEALER,
        LATE,
        TELLING,
        ANY_IMPORT,
        CONFINED
    }

    static class BrokenContract extends TokenSealerContract {
        @Override
        protected TokenSealerProvider provider() {
            return new BrokenProvider(current);
        }
    }

    /** The reference with one fault. */
    static class BrokenProvider extends ReferenceSealerProvider {
        private final Fault fault;

        BrokenProvider(Fault fault) {
            this.fault = fault;
        }

        @Override
        public String id() {
            return fault == Fault.SHOUTING ? "REFERENCE" : super.id();
        }

        @Override
        public List<String> algorithms() {
            return fault == Fault.SHOUTING ? List.of("aes-gcm") : super.algorithms();
        }

        @Override
        public KeyMaterial generateKey(String algorithm) {
            if (fault == Fault.FIXED_KEY) {
                byte[] key = new byte[32];
                key[0] = 1;
                return KeyMaterial.clear(key);
            }
            return super.generateKey(fault == Fault.ANY_ALGORITHM ? "AES256_GCM" : algorithm);
        }

        @Override
        public List<ImportedKey> importKeys(byte[] document, @Nullable KeyEncryption kms) {
            return fault == Fault.ANY_IMPORT ? List.of() : super.importKeys(document, kms);
        }

        @Override
        public TokenSealer sealer(KeySet keys) {
            if (fault == Fault.ANY_SEALER || fault == Fault.LATE) {
                return new ReferenceSealer(keys.sealingKey().id(), material(keys));
            }
            if (fault == Fault.ANY_ALGORITHM) {
                return super.sealer(KeySet.of(
                        id(), keys.keys().stream().map(BrokenProvider::known).toList()));
            }
            try {
                super.sealer(keys);
            } catch (IllegalArgumentException refused) {
                throw fault == Fault.TELLING
                        ? new IllegalArgumentException(refused.getMessage() + ": "
                                + HexFormat.of().formatHex(material(keys).get("bad")))
                        : refused;
            }
            boolean last = fault == Fault.LAST_KEY;
            String primary = last
                    ? keys.keys().get(keys.keys().size() - 1).id()
                    : keys.sealingKey().id();
            return new BrokenSealer(
                    fault,
                    primary,
                    keys.keys().get(0).material().protection() == KeyMaterial.Protection.CLEAR
                            ? material(keys)
                            : Map.of());
        }

        private static TokenKey known(TokenKey key) {
            return new TokenKey(key.id(), key.status(), key.createdAt(), key.since(), "AES256_GCM", key.material());
        }

        private static Map<String, byte[]> material(KeySet keys) {
            Map<String, byte[]> material = new HashMap<>();
            keys.keys().forEach(key -> material.put(key.id(), key.material().bytes()));
            return material;
        }
    }

    /** The reference with one fault. */
    static class BrokenSealer extends ReferenceSealer {
        private final Fault fault;
        private final Map<String, byte[]> keys;
        private final Thread owner = Thread.currentThread();

        BrokenSealer(Fault fault, String primaryKeyId, Map<String, byte[]> keys) {
            super(primaryKeyId, keys);
            this.fault = fault;
            this.keys = keys;
        }

        @Override
        public byte[] seal(byte[] payload, byte[] associatedData) {
            return switch (fault) {
                case PLAIN -> payload.clone();
                case TRUNCATING -> super.seal(Arrays.copyOf(payload, Math.min(payload.length, 65_536)), associatedData);
                case FIXED_NONCE -> seal(payload, associatedData, new byte[12]);
                case NO_DATA -> super.seal(payload, new byte[0]);
                case JOINED -> joined(payload, associatedData);
                case CONFINED -> super.seal(Thread.currentThread() == owner ? payload : new byte[1], associatedData);
                default -> super.seal(payload, associatedData);
            };
        }

        /** Authenticates payload and associated data run together, as if there were no boundary. */
        private static byte[] joined(byte[] payload, byte[] associatedData) {
            byte[] sealed = Arrays.copyOf(payload, payload.length + 1);
            sealed[payload.length] = sum(payload, payload.length, associatedData);
            return sealed;
        }

        private static byte sum(byte[] sealed, int length, byte[] associatedData) {
            byte sum = 0;
            for (byte b : associatedData) {
                sum = (byte) (31 * sum + b);
            }
            for (int i = 0; i < length; i++) {
                sum = (byte) (31 * sum + sealed[i]);
            }
            return sum;
        }

        @Override
        public byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException {
            return switch (fault) {
                case PLAIN -> sealed.clone();
                case NO_DATA -> super.open(keyId, sealed, new byte[0]);
                case JOINED -> openJoined(sealed, associatedData);
                case EVERY_KEY -> openWithEvery(sealed, associatedData);
                case THROWING -> {
                    if (!keyIds().contains(keyId)) {
                        throw new IllegalArgumentException("No such key");
                    }
                    yield super.open(keyId, sealed, associatedData);
                }
                case WIPING -> {
                    byte[] opened = super.open(keyId, sealed, associatedData);
                    Arrays.fill(sealed, (byte) 0);
                    yield opened;
                }
                default -> super.open(keyId, sealed, associatedData);
            };
        }

        private static byte[] openJoined(byte[] sealed, byte[] associatedData) throws SealBrokenException {
            int length = sealed.length - 1;
            if (length < 0 || sum(sealed, length, associatedData) != sealed[length]) {
                throw new SealBrokenException();
            }
            return Arrays.copyOf(sealed, length);
        }

        private byte[] openWithEvery(byte[] sealed, byte[] associatedData) throws SealBrokenException {
            for (String keyId : keyIds()) {
                try {
                    return super.open(keyId, sealed, associatedData);
                } catch (SealBrokenException broken) {
                    // the next one may fit
                }
            }
            throw new SealBrokenException();
        }

        @Override
        public Set<String> keyIds() {
            return keys.keySet();
        }

        @Override
        public String toString() {
            return fault == Fault.TELLING ? "Sealer " + Arrays.toString(keys.get(primaryKeyId())) : "Sealer";
        }
    }
}
