package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.snapshot.SessionSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    @ParameterizedTest
    @MethodSource("profiles")
    void profile_sharedSample_isEqual(String name, Supplier<SessionSnapshot> profile) throws IOException {
        Optional<Path> sample = shared("samples/" + name + ".json");
        Assumptions.assumeTrue(sample.isPresent(), "the shared samples are not here");
        assertEquals(Files.readString(sample.orElseThrow()).strip(), SampleJson.of(profile.get()));
    }

    @Test
    void profile_whatSamplesLeaveOut_isFixed() {
        SessionSnapshot typical = SnapshotProfiles.typical();
        assertEquals(Instant.ofEpochMilli(1_767_225_600_000L), typical.createdAt());
        assertEquals(Instant.ofEpochMilli(1_767_225_900_000L), typical.lastActivity());
        assertEquals(List.of(1L, 1L, 1L), List.of(typical.generation(), typical.checkpoint(), typical.nextPeerId()));
    }

    /** The folder is beside the project, or named by a system property. */
    private static Optional<Path> shared(String file) {
        Path named = Path.of(System.getProperty("mooring.shared", "shared"));
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(named).resolve(file))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
