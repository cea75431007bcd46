package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.snapshot.SessionSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotProfilesTest {

    static Stream<Arguments> profiles() {
        return Stream.of(
                Arguments.of("small", (Supplier<SessionSnapshot>) SnapshotProfiles::small, List.of(0, 0, 2, 1)),
                Arguments.of("typical", (Supplier<SessionSnapshot>) SnapshotProfiles::typical, List.of(12, 12, 20, 3)),
                Arguments.of("large", (Supplier<SessionSnapshot>) SnapshotProfiles::large, List.of(200, 200, 300, 3)));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profile_everyCall_isEqual(String name, Supplier<SessionSnapshot> profile) {
        assertEquals(profile.get(), profile.get());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profile_sizes_areFixed(String name, Supplier<SessionSnapshot> profile, List<Integer> sizes) {
        SessionSnapshot snapshot = profile.get();
        assertEquals(
                sizes,
                List.of(
                        snapshot.imports().size(),
                        snapshot.exports().size(),
                        snapshot.variables().size(),
                        snapshot.capabilities().size()));
    }

    /** Figures of benchmarks are compared over time, and so are about the same profiles. */
    @ParameterizedTest
    @CsvSource({
        "small, 77d9697c030be9ef2ee2415b2db07d7f2548fe71f02ecb961ea6daf992586a86",
        "typical, 3f9f38d8f85f95c5448a971a593b564fb7600bcac638fe6fec949852bc1a0f2c",
        "large, 08fd50bd42ccc6999a45f77bc2edb37dcfc36082553cbb7d43f859958438a5f6"
    })
    void profile_content_isFrozen(String name, String digest) throws NoSuchAlgorithmException {
        SessionSnapshot profile = switch (name) {
            case "small" -> SnapshotProfiles.small();
            case "typical" -> SnapshotProfiles.typical();
            default -> SnapshotProfiles.large();
        };
        byte[] text = SampleJson.of(profile).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                digest,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    }

    @Test
    void profile_timesAndCounters_areFixed() {
        SessionSnapshot typical = SnapshotProfiles.typical();
        assertEquals(Instant.ofEpochMilli(1_767_225_600_000L), typical.createdAt());
        assertEquals(Instant.ofEpochMilli(1_767_225_900_000L), typical.lastActivity());
        assertEquals(List.of(1L, 1L, 1L), List.of(typical.generation(), typical.checkpoint(), typical.nextPeerId()));
    }
}
