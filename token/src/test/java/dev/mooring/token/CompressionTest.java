package dev.mooring.token;

import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final int BOUND = 1_048_576;

    private final Fixtures.Server server = new Fixtures.Server();
    private final ResumeTokenManager manager =
            server.builder().compression(Compression.DEFLATE).build();

    private static byte[] deflated(byte[] plain, boolean raw) {
        Deflater deflater = new Deflater(9, raw);
        deflater.setInput(plain);
        deflater.finish();
        byte[] room = new byte[plain.length + 100];
        byte[] deflated = Arrays.copyOf(room, deflater.deflate(room));
        deflater.end();
        return deflated;
    }

    private byte[] plain(int bytes) {
        return server.codec.payloadBytes(bytes).remember(session().build());
    }

    private String token(byte[] payload) {
        Handmade token = new Handmade(payload);
        token.flags = 1;
        return token.text();
    }

    @Test
    void deflate_ofAPayloadThatShrinks_setsTheFlag() {
        server.codec.payloadBytes(1_000);
        ResumeToken token = manager.issue(session().build());
        UnverifiedToken read = ResumeTokenManager.inspect(token.text());
        assertTrue(read.header().deflated());
        assertTrue(read.sealedBytes() < 100);
        assertEquals(session().build(), manager.open(token.text()).snapshot());
    }

    @Test
    void deflate_ofAPayloadThatDoesNotShrink_isLeftOut() {
        server.codec.payloadBytes(2);
        ResumeToken token = manager.issue(session().build());
        assertFalse(ResumeTokenManager.inspect(token.text()).header().deflated());
        assertEquals(session().build(), manager.open(token.text()).snapshot());
    }

    @Test
    void deflate_notChosen_isStillOpened() {
        ResumeTokenManager plain = server.manager();
        server.codec.payloadBytes(1_000);
        assertEquals(
                session().build(),
                plain.open(manager.issue(session().build()).text()).snapshot());
        assertFalse(ResumeTokenManager.inspect(plain.issue(session().build()).text())
                .header()
                .deflated());
    }

    @Test
    void a23_deflated_withTrailingData_isInvalid() {
        for (int bytes : new int[] {100, BOUND}) {
            byte[] stream = deflated(plain(bytes), true);
            assertEquals(session().build(), manager.open(token(stream)).snapshot());
            byte[] longer = Arrays.copyOf(stream, stream.length + 1);
            assertEquals(Reason.INVALID_SNAPSHOT, reason(() -> manager.open(token(longer))));
        }
    }

    @Test
    void a23_deflated_truncatedAnywhere_isInvalid() {
        byte[] stream = deflated(plain(100), true);
        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertEquals(Reason.INVALID_SNAPSHOT, reason(() -> manager.open(token(cut))));
        }
        byte[] atTheBound = deflated(plain(BOUND), true);
        byte[] cut = Arrays.copyOf(atTheBound, atTheBound.length - 1);
        assertEquals(Reason.INVALID_SNAPSHOT, reason(() -> manager.open(token(cut))));
        assertEquals(0, server.codec.decoded.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 60_000_000})
    void a23_bomb_isStoppedAtTheBound(int over) {
        byte[] bomb = deflated(new byte[BOUND + over], true);
        ResumeTokenManager patient = server.builder().maxTokenChars(1 << 20).build();
        assertEquals(Reason.TOO_LARGE, reason(() -> patient.open(token(bomb))));
        assertEquals(0, server.codec.decoded.get());
    }

    @Test
    void a23_deflated_twice_isNotInflatedTwice() {
        byte[] nested = deflated(deflated(plain(100), true), true);
        assertEquals(Reason.INVALID_SNAPSHOT, reason(() -> manager.open(token(nested))));
        assertEquals(1, server.codec.decoded.get());
    }

    @Test
    void a23_deflated_withAZlibHeader_isInvalid() {
        byte[] zlib = deflated(plain(100), false);
        assertEquals(Reason.INVALID_SNAPSHOT, reason(() -> manager.open(token(zlib))));
    }

    @Test
    void deflated_thatIsLongerThanTheBound_isTooLarge() {
        ResumeTokenManager bounded = server.builder()
                .limits(SnapshotLimits.builder().maxPayloadBytes(50).build())
                .build();
        byte[] noise = new byte[51];
        new Random(1).nextBytes(noise);
        assertEquals(Reason.TOO_LARGE, reason(() -> bounded.open(token(noise))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 67, 68, 69, 127, 128, 1_000, 65_536, BOUND - 1, BOUND})
    void payload_ofAnySize_comesBackWhole(int bytes) {
        byte[] plain = plain(Math.max(bytes, 2));
        assertEquals(
                session().build(), manager.open(token(deflated(plain, true))).snapshot());
    }
}
