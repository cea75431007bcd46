package dev.mooring.testkit;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codecs that break the contract must fail it. */
class SnapshotCodecContractTest {
    private static final SnapshotLimits ANY = SnapshotLimits.builder()
            .maxDepth(SnapshotLimits.GREATEST_DEPTH)
            .maxSessionIdBytes(Integer.MAX_VALUE)
            .maxReferenceChars(Integer.MAX_VALUE)
            .maxNameChars(Integer.MAX_VALUE)
            .maxTableEntries(Integer.MAX_VALUE)
            .maxVariables(Integer.MAX_VALUE)
            .maxCapabilities(Integer.MAX_VALUE)
            .maxValues(Integer.MAX_VALUE)
            .maxArrayElements(Integer.MAX_VALUE)
            .maxObjectEntries(Integer.MAX_VALUE)
            .maxPayloadBytes(Integer.MAX_VALUE)
            .build();

    @ParameterizedTest
    @CsvSource({
        "Hidden, class_instantiation_needsNoParameters",
        "Shouting, id_everyInstance_isTheSameOfTheGrammar",
        "Restless, id_everyInstance_isTheSameOfTheGrammar",
        "Forgetful, snapshots_roundTrip_areEqual",
        "Forgetful, randomSnapshots_roundTrip_areEqual",
        "Sorting, values_roundTrip_areEqual",
        "Dateless, values_roundTrip_areEqual",
        "Dateless, nestedReferences_roundTrip_areEqual",
        "Shallow, deepestValue_roundTrip_isEqual",
        "Salting, encode_twice_givesEqualBytesOfItsOwn",
        "Hoarding, encode_twice_givesEqualBytesOfItsOwn",
        "Wiping, decode_payload_isNeitherChangedNorKept",
        "Padding, decode_everyTruncation_isRefused",
        "Lenient, decode_trailingBytes_areRefused",
        "Nullable, decode_shortGarbage_isRefused",
        "Throwing, decode_shortGarbage_isRefused",
        "Throwing, decode_everyCorruptedByte_isReadOrRefused",
        "Throwing, decode_randomCorruptions_areReadOrRefused",
        "Throwing, decode_repeatedPieces_areReadOrRefused",
        "Telling, decode_everyTruncation_isRefused",
        "Telling, decode_everyCorruptedByte_isReadOrRefused",
        "Mute, decode_everyTruncation_isRefused",
        "Unlimited, limits_whenReading_areInForce",
        "Mute, limits_whenReading_areInForce",
        "Careless, encode_unpairedSurrogates_areRefused",
        "Mute, decode_newerDocument_isToldAsSuch",
        "Confined, codec_manyThreads_doNotDisturbEachOther"
    })
    void contract_brokenCodec_fails(String codec, String test) throws ClassNotFoundException {
        ContractRun.assertFails(Class.forName(getClass().getName() + "$" + codec + "Contract"), test);
    }

    /** Makes the codec that stands beside the contract under the same name. */
    abstract static class BrokenContract extends SnapshotCodecContract {
        @Override
        protected SnapshotCodec codec() {
            try {
                Constructor<?> constructor = Class.forName(getClass().getName().replaceAll("Contract$", ""))
                        .getDeclaredConstructor();
                return (SnapshotCodec) constructor.newInstance();
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }

        @Override
        protected Optional<byte[]> newerDocument() {
            return Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(2).array());
        }
    }

    /** Not public. */
    static class Hidden extends ReferenceCodec {}

    static class HiddenContract extends BrokenContract {}

    /** An id outside the grammar. */
    public static class Shouting extends ReferenceCodec {
        @Override
        public String id() {
            return "REFERENCE";
        }
    }

    static class ShoutingContract extends BrokenContract {}

    /** Another id for each instance. */
    public static class Restless extends ReferenceCodec {
        private static int count;
        private final String id = "restless-" + count++;

        @Override
        public String id() {
            return id;
        }
    }

    static class RestlessContract extends BrokenContract {}

    /** Drops whether a promise was pulled. */
    public static class Forgetful extends ReferenceCodec {
        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            SnapshotBuilder changed = SessionSnapshot.builder(snapshot.sessionId(), snapshot.createdAt())
                    .lastActivity(snapshot.lastActivity())
                    .generation(snapshot.generation())
                    .checkpoint(snapshot.checkpoint())
                    .nextPositiveId(snapshot.nextPositiveId())
                    .nextNegativeId(snapshot.nextNegativeId())
                    .nextPeerId(snapshot.nextPeerId())
                    .maxAge(snapshot.maxAge());
            snapshot.imports().forEach((id, entry) -> changed.importEntry(id, entry.value(), entry.references()));
            snapshot.exports()
                    .forEach((id, entry) -> changed.exportEntry(id, forget(entry.value()), entry.references()));
            snapshot.variables().forEach(changed::variable);
            snapshot.capabilities().forEach(changed::capability);
            return super.encode(changed.build());
        }

        private static ExportValue forget(ExportValue value) {
            return value instanceof ExportValue.Promise promise
                    ? new ExportValue.Promise(promise.reference(), false)
                    : value;
        }
    }

    static class ForgetfulContract extends BrokenContract {}

    /** Sorts the keys of objects. */
    public static class Sorting extends Rewriting {
        @Override
        Value rewrite(Value value) {
            return value instanceof Value.ObjectValue object
                    ? new Value.ObjectValue(new TreeMap<>(object.members()))
                    : value;
        }
    }

    static class SortingContract extends BrokenContract {}

    /** Has no dates and no stubs. */
    public static class Dateless extends Rewriting {
        @Override
        Value rewrite(Value value) {
            return value instanceof Value.DateValue || value instanceof Value.StubValue ? Value.NULL : value;
        }
    }

    static class DatelessContract extends BrokenContract {}

    /** Changes the values of variables and of resolved exports before it writes them. */
    abstract static class Rewriting extends ReferenceCodec {
        abstract Value rewrite(Value value);

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            SnapshotBuilder changed = SessionSnapshot.builder(snapshot.sessionId(), snapshot.createdAt());
            snapshot.imports().forEach((id, entry) -> changed.importEntry(id, entry.value(), entry.references()));
            snapshot.exports().forEach((id, entry) -> {
                ExportValue value = entry.value() instanceof ExportValue.Resolved resolved
                        ? new ExportValue.Resolved(rewrite(resolved.value()))
                        : entry.value();
                changed.exportEntry(id, value, entry.references());
            });
            snapshot.variables().forEach((name, value) -> changed.variable(name, rewrite(value)));
            return super.encode(changed.build());
        }
    }

    /** Knows no limits but the default ones. */
    public static class Shallow extends ReferenceCodec {
        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
            return super.decode(payload, SnapshotLimits.DEFAULT);
        }
    }

    static class ShallowContract extends BrokenContract {}

    /** Other bytes each time. */
    public static class Salting extends ReferenceCodec {
        private byte salt;

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            byte[] encoded = super.encode(snapshot);
            encoded[0] = salt++;
            return encoded;
        }
    }

    static class SaltingContract extends BrokenContract {}

    /** Gives out the bytes that it keeps. */
    public static class Hoarding extends ReferenceCodec {
        private static final Map<SessionSnapshot, byte[]> KEPT = new ConcurrentHashMap<>();

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            return KEPT.computeIfAbsent(snapshot, super::encode);
        }
    }

    static class HoardingContract extends BrokenContract {}

    /** Wipes its argument. */
    public static class Wiping extends ReferenceCodec {
        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
            SessionSnapshot snapshot = super.decode(payload, limits);
            Arrays.fill(payload, (byte) 0);
            return snapshot;
        }
    }

    static class WipingContract extends BrokenContract {}

    /** Takes a missing end for zeros. */
    public static class Padding extends ReferenceCodec {
        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
            SnapshotFormatException refusal = new SnapshotFormatException("The snapshot ends early");
            for (int missing = 0; missing <= Long.BYTES; missing++) {
                try {
                    return super.decode(Arrays.copyOf(payload, payload.length + missing), limits);
                } catch (SnapshotFormatException refused) {
                    refusal = refused;
                }
            }
            throw refusal;
        }
    }

    static class PaddingContract extends BrokenContract {}

    /** Does something else instead of refusing. */
    abstract static class Refusing extends ReferenceCodec {
        abstract SessionSnapshot refused(SnapshotFormatException refusal, byte[] payload, SnapshotLimits limits)
                throws SnapshotFormatException;

        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
            try {
                return super.decode(payload, limits);
            } catch (SnapshotFormatException refusal) {
                return refused(refusal, payload, limits);
            }
        }
    }

    /** Ignores the bytes that follow. */
    public static class Lenient extends Refusing {
        @Override
        SessionSnapshot refused(SnapshotFormatException refusal, byte[] payload, SnapshotLimits limits)
                throws SnapshotFormatException {
            return new ReferenceCodec().decode(Arrays.copyOf(payload, Math.max(0, payload.length - 1)), limits);
        }
    }

    static class LenientContract extends BrokenContract {}

    /** Answers null. */
    public static class Nullable extends Refusing {
        @Override
        SessionSnapshot refused(SnapshotFormatException refusal, byte[] payload, SnapshotLimits limits) {
            return null;
        }
    }

    static class NullableContract extends BrokenContract {}

    /** Throws an exception that the contract does not allow. */
    public static class Throwing extends Refusing {
        @Override
        SessionSnapshot refused(SnapshotFormatException refusal, byte[] payload, SnapshotLimits limits) {
            throw new IllegalStateException(refusal.getMessage());
        }
    }

    static class ThrowingContract extends BrokenContract {}

    /** Shows content in its messages, as parsers do. */
    public static class Telling extends Refusing {
        @Override
        SessionSnapshot refused(SnapshotFormatException refusal, byte[] payload, SnapshotLimits limits)
                throws SnapshotFormatException {
            String start = new String(payload, 0, Math.min(100, payload.length), StandardCharsets.ISO_8859_1);
            throw new SnapshotFormatException("Unexpected end in " + start);
        }
    }

    static class TellingContract extends BrokenContract {}

    /** Says nothing. */
    public static class Mute extends Refusing {
        @Override
        SessionSnapshot refused(SnapshotFormatException refusal, byte[] payload, SnapshotLimits limits)
                throws SnapshotFormatException {
            throw new SnapshotFormatException("");
        }
    }

    static class MuteContract extends BrokenContract {}

    /** Has no limits. */
    public static class Unlimited extends ReferenceCodec {
        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
            return super.decode(payload, ANY);
        }
    }

    static class UnlimitedContract extends BrokenContract {}

    /** Writes question marks for surrogates, as {@code String.getBytes} does. */
    public static class Careless extends ReferenceCodec {
        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            try {
                return super.encode(snapshot);
            } catch (IllegalArgumentException refused) {
                return super.encode(SampleSnapshots.least());
            }
        }
    }

    static class CarelessContract extends BrokenContract {}

    /** Serves the first thread only. */
    public static class Confined extends ReferenceCodec {
        private final Thread owner = Thread.currentThread();

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            return super.encode(Thread.currentThread() == owner ? snapshot : SampleSnapshots.least());
        }
    }

    static class ConfinedContract extends BrokenContract {}
}
