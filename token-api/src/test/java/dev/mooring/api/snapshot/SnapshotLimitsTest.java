package dev.mooring.api.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotLimitsTest {

    @Test
    void defaults_areThoseOfTheFormat() {
        assertEquals(
                new SnapshotLimits(64, 50_000, 10_000, 1_000, 1_000, 256, 1_000, 100, 1_048_576, 256, 1_024),
                SnapshotLimits.DEFAULT);
    }

    static Stream<Arguments> limit_belowOne_isRefusedByName() {
        return Stream.of(
                limit("maxDepth", SnapshotLimits.Builder::maxDepth),
                limit("maxValues", SnapshotLimits.Builder::maxValues),
                limit("maxTableEntries", SnapshotLimits.Builder::maxTableEntries),
                limit("maxVariables", SnapshotLimits.Builder::maxVariables),
                limit("maxCapabilities", SnapshotLimits.Builder::maxCapabilities),
                limit("maxNameChars", SnapshotLimits.Builder::maxNameChars),
                limit("maxArrayElements", SnapshotLimits.Builder::maxArrayElements),
                limit("maxObjectEntries", SnapshotLimits.Builder::maxObjectEntries),
                limit("maxPayloadBytes", SnapshotLimits.Builder::maxPayloadBytes),
                limit("maxSessionIdBytes", SnapshotLimits.Builder::maxSessionIdBytes),
                limit("maxReferenceChars", SnapshotLimits.Builder::maxReferenceChars));
    }

    private static Arguments limit(
            String name, BiFunction<SnapshotLimits.Builder, Integer, SnapshotLimits.Builder> setter) {
        return Arguments.of(name, setter);
    }

    @ParameterizedTest
    @MethodSource
    void limit_belowOne_isRefusedByName(
            String name, BiFunction<SnapshotLimits.Builder, Integer, SnapshotLimits.Builder> setter) {
        for (int value : new int[] {0, -1, Integer.MIN_VALUE}) {
            var error = assertThrows(
                    IllegalArgumentException.class,
                    () -> setter.apply(SnapshotLimits.builder(), value).build());
            assertTrue(error.getMessage().startsWith(name + " "));
        }
        SnapshotLimits.Builder given = setter.apply(SnapshotLimits.builder(), 1);
        assertThrows(IllegalStateException.class, () -> setter.apply(given, 1), "a second time");
        String one = given.build().toString();
        assertTrue(one.contains(name + "=1,") || one.contains(name + "=1]"));
    }

    @Test
    void depth_aboveTheGreatest_isRefused() {
        assertEquals(500, SnapshotLimits.builder().maxDepth(500).build().maxDepth());
        assertThrows(
                IllegalArgumentException.class,
                () -> SnapshotLimits.builder().maxDepth(501).build());
    }
}
