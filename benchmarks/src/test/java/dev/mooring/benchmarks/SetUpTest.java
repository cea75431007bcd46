package dev.mooring.benchmarks;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Every benchmark, with every combination of its parameters: each setup holds, and each row gives something. */
public class SetUpTest {
    private static final List<Class<?>> BENCHMARKS = List.of(
            TokenBenchmark.class,
            CodecBenchmark.class,
            RawBenchmark.class,
            Base64Benchmark.class,
            SealingBenchmark.class,
            PeerBenchmark.class,
            TextsBenchmark.class,
            ThreadsBenchmark.class,
            SessionBenchmark.class,
            ColdBenchmark.class,
            LargestBenchmark.class,
            HeapBenchmark.class);

    /** A benchmark with values of its parameters. */
    public record Combination(Class<?> benchmark, Map<String, String> parameters) {
        Combination with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(parameters);
            more.put(name, value);
            return new Combination(benchmark, more);
        }

        @Override
        public String toString() {
            return benchmark.getSimpleName() + parameters;
        }
    }

    public static Stream<Combination> combinations() {
        return BENCHMARKS.stream().flatMap(benchmark -> {
            List<Combination> all = List.of(new Combination(benchmark, Map.of()));
            for (Field field : benchmark.getFields()) {
                List<Combination> longer = new ArrayList<>();
                for (Combination each : all) {
                    Arrays.stream(field.getAnnotation(Param.class).value())
                            .forEach(value -> longer.add(each.with(field.getName(), value)));
                }
                all = longer;
            }
            return all.stream();
        });
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void setUp_everyCombination_holds(Combination combination) throws Exception {
        Class<?> benchmark = combination.benchmark();
        Object state = benchmark.getConstructor().newInstance();
        for (var parameter : combination.parameters().entrySet()) {
            benchmark.getField(parameter.getKey()).set(state, parameter.getValue());
        }

        for (Method setUp : methods(benchmark, Setup.class)) {
            setUp.invoke(state);
        }
        for (Method method : methods(benchmark, Benchmark.class)) {
            assertNotNull(method.invoke(state), method.getName());
        }
    }

    private static List<Method> methods(Class<?> benchmark, Class<? extends Annotation> annotation) {
        return Arrays.stream(benchmark.getMethods())
                .filter(method -> method.isAnnotationPresent(annotation))
                .toList();
    }
}
