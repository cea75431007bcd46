package dev.mooring.codec.cbor.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.cbor.CborSnapshotCodec;
import dev.mooring.codec.cbor.Documents;
import dev.mooring.testkit.RandomSnapshots;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** One snapshot, one spelling: whatever is read is written again as the same bytes. */
class CborFuzzTest {
    private static final long SEED = 20_260_101;
    private static final CborSnapshotCodec CODEC = new CborSnapshotCodec();

    /** Items that come close to what is expected where they are put. */
    private static final List<byte[]> PIECES = List.of(
            Documents.hex("00"),
            Documents.hex("20"),
            Documents.hex("18ff"),
            Documents.hex("1817"),
            Documents.hex("1b001fffffffffffff"),
            Documents.hex("1b0020000000000000"),
            Documents.hex("40"),
            Documents.hex("60"),
            Documents.hex("6161"),
            Documents.hex("80"),
            Documents.hex("a0"),
            Documents.hex("a1616100"),
            Documents.hex("c240"),
            Documents.hex("c340"),
            Documents.hex("c24100"),
            Documents.hex("c100"),
            Documents.hex("c1f93800"),
            Documents.hex("c1f93c00"),
            Documents.hex("c1f97e00"),
            Documents.hex("d81b826375726c6161"),
            Documents.hex("d81b"),
            Documents.hex("f4"),
            Documents.hex("f6"),
            Documents.hex("f7"),
            Documents.hex("f93c00"),
            Documents.hex("f97e00"),
            Documents.hex("fa3f800001"),
            Documents.hex("fb3ff199999999999a"),
            Documents.hex("ff"));

    @Test
    void randomSnapshot_encodedAndDecoded_isEqual() throws SnapshotFormatException {
        RandomGenerator random = new SplittableRandom(SEED);
        for (int i = 0; i < 2_000; i++) {
            SessionSnapshot snapshot = RandomSnapshots.snapshot(random);
            byte[] document = CODEC.encode(snapshot);
            SessionSnapshot read = CODEC.decode(document, SnapshotLimits.DEFAULT);
            assertEquals(snapshot, read);
            // equality does not look at the order of an object's keys, bytes do
            assertArrayEquals(document, CODEC.encode(read));
        }
    }

    @Test
    void mutatedDocument_isRefusedOrCanonical() {
        RandomGenerator random = new SplittableRandom(SEED);
        int accepted = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] document = CODEC.encode(RandomSnapshots.snapshot(random));
            for (int k = 0; k < 100; k++) {
                accepted += Documents.isCanonical(mutated(document, random)) ? 1 : 0;
            }
        }
        assertTrue(accepted > 5_000, "only " + accepted + " mutations were accepted");
    }

    @Test
    void randomItem_asAVariable_isRefusedOrCanonical() {
        RandomGenerator random = new SplittableRandom(SEED);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            ByteArrayOutputStream item = new ByteArrayOutputStream();
            for (int k = random.nextInt(6); k >= 0; k--) {
                item.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextInt(3) == 0) {
                    item.write(random.nextInt(256));
                }
            }
            accepted += Documents.isCanonical(Documents.withVariable(Documents.hex(item.toByteArray()))) ? 1 : 0;
        }
        assertTrue(accepted > 5_000, "only " + accepted + " items were accepted");
    }

    private static byte[] mutated(byte[] document, RandomGenerator random) {
        byte[] mutant = document;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(mutant.length);
            mutant = switch (random.nextInt(5)) {
                case 0 -> replaced(mutant, from, 1, (byte) random.nextInt(256));
                case 1 -> replaced(mutant, from, 1, (byte) (mutant[from] ^ 1 << random.nextInt(8)));
                case 2 -> replaced(mutant, from, random.nextInt(4));
                case 3 -> replaced(mutant, from, random.nextInt(3), PIECES.get(random.nextInt(PIECES.size())));
                default -> {
                    int other = random.nextInt(mutant.length);
                    byte[] copied =
                            Arrays.copyOfRange(mutant, other, Math.min(mutant.length, other + random.nextInt(12)));
                    yield replaced(mutant, from, random.nextInt(12), copied);
                }
            };
            if (mutant.length == 0) {
                return mutant;
            }
        }
        return mutant;
    }

    private static byte[] replaced(byte[] document, int from, int length, byte... by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(document, 0, from);
        out.writeBytes(by);
        int rest = Math.min(document.length, from + length);
        out.write(document, rest, document.length - rest);
        return out.toByteArray();
    }
}
