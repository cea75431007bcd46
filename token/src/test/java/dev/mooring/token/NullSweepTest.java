package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.ResumeTokenException.Reason;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every parameter of everything public refuses null, unless it says that it takes it. */
class NullSweepTest {
    private static final Map<Class<?>, Object> SAMPLES = samples();

    private static Map<Class<?>, Object> samples() {
        Fixtures.Server server = new Fixtures.Server();
        SessionSnapshot snapshot = session().build();
        OpenedToken opened =
                server.manager().open(server.manager().issue(snapshot).text());
        Map<Class<?>, Object> samples = new HashMap<>(Map.of(
                String.class,
                "a",
                Instant.class,
                NOW,
                Duration.class,
                Duration.ofHours(1),
                Map.class,
                Map.of(),
                List.class,
                List.of(),
                Optional.class,
                Optional.empty(),
                byte[].class,
                new byte[8]));
        samples.putAll(Map.of(
                Path.class,
                Path.of("x"),
                LedgerSettings.class,
                LedgerSettings.DEFAULT,
                SessionSnapshot.class,
                snapshot,
                SnapshotLimits.class,
                SnapshotLimits.DEFAULT,
                TokenContext.class,
                TokenContext.none(),
                KeySet.class,
                keys(),
                TokenHeader.class,
                opened.header()));
        samples.putAll(Map.of(
                KeySource.class,
                KeySource.of(keys()),
                SecureRandom.class,
                new CountingRandom(),
                InstantSource.class,
                server.clock,
                TokenListener.class,
                server.listener,
                SnapshotCodec.class,
                server.codec,
                TokenSealerProvider.class,
                server.sealer,
                ClassLoader.class,
                NullSweepTest.class.getClassLoader(),
                ModuleLayer.class,
                ModuleLayer.boot(),
                Object.class,
                "a"));
        samples.putAll(Map.of(
                OpenedToken.class,
                opened,
                TokenKey.class,
                key("k1", TokenKey.Status.SEALING),
                Throwable.class,
                new IllegalStateException(),
                TokenStatistics.Use.class,
                new TokenStatistics.Use(0, 0, Optional.empty(), Optional.empty()),
                TokenListener.Refusal.class,
                new TokenListener.Refusal(Reason.EXPIRED, "k1", "hmac-sha256", "memory", null)));
        return samples;
    }

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

    /** The types with methods or constructors that users call; not those that providers and users implement. */
    private static Stream<Object> receivers() {
        Fixtures.Server server = new Fixtures.Server();
        return Stream.of(
                TokenContext.none(),
                KeySource.class,
                new KeyFile(Path.of("x")),
                new ResumeTokenException(Reason.EXPIRED, "m"),
                ResumeToken.class,
                TokenHeader.class,
                TokenListener.Refusal.class,
                new TokenStatistics(server.clock),
                TokenStatistics.Use.class,
                TokenStatistics.KeyVerdict.class,
                UnverifiedToken.class,
                Explanation.class,
                Explanation.Step.class,
                ProviderDescription.class,
                Providers.discover(),
                ResumeTokenManager.builder(),
                server.manager());
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

    private static Object[] arguments(Executable called) {
        return Arrays.stream(called.getParameterTypes())
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

    @TestFactory
    Stream<DynamicTest> listener_thatOverridesNothing_takesAnything() {
        TokenListener silent = new TokenListener() {};
        return Arrays.stream(TokenListener.class.getMethods())
                .map(method -> DynamicTest.dynamicTest(
                        method.getName(),
                        () -> assertDoesNotThrow(() -> method.invoke(silent, new Object[method.getParameterCount()]))));
    }
}
