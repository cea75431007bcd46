package dev.mooring.api;

import static dev.mooring.api.Samples.NOW;
import static dev.mooring.api.Samples.key;
import static dev.mooring.api.Samples.keys;
import static dev.mooring.api.Samples.session;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.Pae;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.api.spi.TokenSealerProvider;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every parameter of everything public refuses null, unless it says that it takes it. */
class NullSweepTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "a"),
            Map.entry(Object.class, "a"),
            Map.entry(Instant.class, NOW),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Map.class, Map.of()),
            Map.entry(List.class, List.of()),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(byte[].class, new byte[8]),
            Map.entry(byte[][].class, new byte[1][1]),
            Map.entry(BigInteger.class, BigInteger.ONE),
            Map.entry(Value.class, Value.NULL),
            Map.entry(Value[].class, new Value[] {Value.NULL}),
            Map.entry(ImportValue.class, new ImportValue.Stub("a")),
            Map.entry(ExportValue.class, new ExportValue.Stub("a")),
            Map.entry(SessionSnapshot.class, session().build()),
            Map.entry(ResumeAttempt.class, ResumeAttempt.random()),
            Map.entry(CopyId.class, CopyId.random()),
            Map.entry(KeyMaterial.class, KeyMaterial.clear(new byte[1])));

    private static Object sample(Class<?> type) {
        if (SAMPLES.containsKey(type)) {
            return SAMPLES.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> null);
        }
        return type == boolean.class ? (Object) false : type == long.class ? (Object) 1L : (Object) 1;
    }

    /** All that has methods or constructors for users to call; the methods that users implement are left out. */
    private static Stream<Object> receivers() {
        return Stream.of(
                Value.class,
                Value.BooleanValue.class,
                Value.BigIntegerValue.class,
                Value.TextValue.class,
                Value.BytesValue.class,
                Value.BytesValue.ArrayKind.class,
                Value.DateValue.class,
                Value.ErrorValue.class,
                Value.UrlValue.class,
                Value.HeadersValue.class,
                Value.HeadersValue.Field.class,
                Value.ArrayValue.class,
                Value.ObjectValue.class,
                Value.StubValue.class,
                Value.PromiseValue.class,
                ImportValue.Resolved.class,
                ImportValue.Stub.class,
                ImportValue.Promise.class,
                ExportValue.Resolved.class,
                ExportValue.Rejected.class,
                ExportValue.Stub.class,
                ExportValue.Promise.class,
                TableEntry.class,
                SessionSnapshot.class,
                SnapshotLimits.DEFAULT,
                new OrderedMapBuilder<Object, Object>(),
                session(),
                keys(key("k1", TokenKey.Status.SEALING)),
                KeySet.class,
                KeyMaterial.class,
                KeyEncryption.class,
                key("k1", TokenKey.Status.SEALING),
                Claim.class,
                LedgerSettings.DEFAULT,
                ResumeAttempt.class,
                CopyId.class,
                Superseding.class,
                Pae.class,
                SnapshotFormatException.class,
                TokenSealerProvider.ImportedKey.class);
    }

    @TestFactory
    Stream<DynamicTest> parameter_ofNull_isRefused() {
        return receivers().flatMap(receiver -> {
            Class<?> type = receiver instanceof Class<?> given ? given : receiver.getClass();
            Object target = receiver instanceof Class<?> ? null : receiver;
            Stream<Executable> methods = Arrays.stream(type.getDeclaredMethods());
            return Stream.concat(methods, Arrays.stream(type.getDeclaredConstructors()))
                    .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                    .filter(each ->
                            target != null || each instanceof Constructor || Modifier.isStatic(each.getModifiers()))
                    .filter(each ->
                            !each.getName().equals("equals") && !each.getName().equals("valueOf"))
                    .flatMap(each -> tests(each, target));
        });
    }

    private static Stream<DynamicTest> tests(Executable called, @Nullable Object target) {
        List<DynamicTest> tests = new ArrayList<>();
        Class<?>[] types = called.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive() || called.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class)) {
                continue;
            }
            Object[] arguments = arguments(called);
            arguments[i] = null;
            String name = called.getDeclaringClass().getSimpleName() + "." + called.getName() + " " + (i + 1);
            tests.add(DynamicTest.dynamicTest(name, () -> assertRefusesNull(called, target, arguments)));
        }
        return tests.stream();
    }

    /** The parts of a sound snapshot, if a snapshot is constructed, because they have to fit together. */
    private static Object[] arguments(Executable called) {
        return called instanceof Constructor && called.getDeclaringClass() == SessionSnapshot.class
                ? Arrays.stream(SessionSnapshot.class.getRecordComponents())
                        .map(part -> part(part.getAccessor()))
                        .toArray()
                : Arrays.stream(called.getParameterTypes())
                        .map(NullSweepTest::sample)
                        .toArray();
    }

    private static void assertRefusesNull(Executable called, @Nullable Object target, Object[] arguments) {
        var thrown = assertThrows(InvocationTargetException.class, () -> {
            if (called instanceof Method method) {
                method.invoke(target, arguments);
            } else {
                ((Constructor<?>) called).newInstance(arguments);
            }
        });
        assertInstanceOf(NullPointerException.class, thrown.getCause());
    }

    private static Object part(Method accessor) {
        try {
            return accessor.invoke(SAMPLES.get(SessionSnapshot.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
