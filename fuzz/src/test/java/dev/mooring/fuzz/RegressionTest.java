package dev.mooring.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each target with its seeds, with some changes of them, and with whatever a campaign once found. */
class RegressionTest {
    private static final Path CORPUS = Path.of("corpus");
    private static final int CHANGES_OF_EACH_SEED = 40;

    @ParameterizedTest
    @EnumSource
    void seeds_andChangesOfThem_findNothing(Target target) {
        List<byte[]> seeds = target.seeds();
        assertFalse(seeds.isEmpty());
        Random random = new Random(20_260_101);
        for (byte[] seed : seeds) {
            assertDoesNotThrow(() -> target.run(seed));
            for (int i = 0; i < CHANGES_OF_EACH_SEED; i++) {
                byte[] changed = seed.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                assertDoesNotThrow(() -> target.run(changed));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void corpus_whateverWasFound_isFoundNoMore(Target target) throws IOException {
        Path folder = CORPUS.resolve(target.title());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    byte[] input = Files.readAllBytes(file);
                    assertDoesNotThrow(() -> target.run(input), file.toString());
                }
            }
        }
    }
}
