package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertRefused;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenCommandTest {
    private static final long NOW = Run.NOW.toEpochMilli();
    private static final String OPENED =
            "{\"v\":1,\"sessionId\":\"s-1\",\"createdAt\":" + NOW + ",\"lastActivity\":" + NOW
                    + ",\"generation\":1,\"checkpoint\":1,\"nextPositiveId\":1,\"nextNegativeId\":-2,\"nextPeerId\":1,"
                    + "\"imports\":{},\"exports\":{\"-1\":{\"stub\":\"user-profile:42\"}},"
                    + "\"variables\":{\"cart\":[[\"tea\",2]]},\"maxAgeSeconds\":86400,\"capabilities\":[]}\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"json, hmac-sha256", "json, tink-aead", "cbor, hmac-sha256", "cbor, tink-aead"})
    void open_ofEveryCodecAndSealer_writesTheSnapshot(String codec, String sealer) {
        Path keys = Run.keys(folder, sealer);
        String token = Run.token(keys, "--codec", codec, "--context", "tenant=acme", "--compress");

        Run run = Run.withInput(token, "open", "--keys", keys.toString(), "--context", "tenant=acme");

        assertDone(run);
        assertEquals(OPENED, run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void token_withOneFinalLineBreakOrNone_opens(String end) throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        Path file = Files.writeString(folder.resolve("token"), Run.token(keys) + end);

        assertDone(Run.mooring("open", "--keys", keys.toString(), file.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "\r", "\r\r\n", "\n\r\n", " ", " \n", "\0"})
    void token_withMoreAtItsEnd_isMalformed(String end) {
        Path keys = Run.keys(folder, "hmac-sha256");

        assertRefused("MALFORMED", Run.withInput(Run.token(keys) + end, "open", "--keys", keys.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\u00e9", "\u4e2d", "mrt1.", "mrt1.\uff21"})
    void token_thatIsNone_isMalformed(String text) {
        Path keys = Run.keys(folder, "hmac-sha256");

        assertRefused("MALFORMED", Run.withInput(text, "open", "--keys", keys.toString()));
    }

    @Test
    void token_of64MiB_isTooLargeAndHardlyRead() throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        Endless in = new Endless();

        Run run = Run.with(in, Run.NOW, "open", "--keys", keys.toString());

        assertRefused("TOO_LARGE", run);
        assertTrue(in.bytesRead < 70_000, () -> in.bytesRead + " bytes were read");
    }

    @ParameterizedTest
    @CsvSource({"65536, MALFORMED", "65537, TOO_LARGE"})
    void token_aroundTheBound_isCountedWithoutItsLineBreak(int chars, String reason) {
        Path keys = Run.keys(folder, "hmac-sha256");

        for (String end : new String[] {"", "\n", "\r\n"}) {
            assertRefused(reason, Run.withInput("A".repeat(chars) + end, "open", "--keys", keys.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant=acme", "tenant=other", "tenant="})
    void context_otherThanWhenIssued_isInvalidSignature(String context) {
        Path keys = Run.keys(folder, "hmac-sha256");
        String token = Run.token(keys);

        assertRefused(
                "INVALID_SIGNATURE", Run.withInput(token, "open", "--keys", keys.toString(), "--context", context));
    }

    @Test
    void context_namedTwice_isExit2() {
        Path keys = Run.keys(folder, "hmac-sha256");

        assertUnusable(
                Run.withInput(
                        Run.token(keys), "open", "--keys", keys.toString(), "--context", "a=1", "--context", "a=1"),
                "context");
    }

    @Test
    void clock_atTheExpiry_isExpired() {
        Path keys = Run.keys(folder, "tink-aead");
        String token = Run.token(keys, "--ttl", "PT5M");
        String[] open = {"open", "--keys", keys.toString()};

        assertDone(Run.at(Run.NOW.plus(Duration.ofMinutes(5)).minusMillis(1), token, open));
        assertRefused("EXPIRED", Run.at(Run.NOW.plus(Duration.ofMinutes(5)), token, open));
    }

    @Test
    void sealer_acceptedByAnotherKeyFile_opensToo() {
        Path hmac = Run.keys(folder, "hmac-sha256");
        Path tink = Run.keys(folder, "tink-aead");
        String token = Run.token(hmac);

        assertRefused("UNSUPPORTED", Run.withInput(token, "open", "--keys", tink.toString()));
        assertDone(Run.withInput(token, "open", "--keys", tink.toString(), "--accept", hmac.toString()));
    }

    @Test
    void sealer_acceptedTwice_isExit2() {
        Path hmac = Run.keys(folder, "hmac-sha256");

        assertUnusable(
                Run.withInput(Run.token(hmac), "open", "--keys", hmac.toString(), "--accept", hmac.toString()),
                "hmac-sha256");
    }

    @Test
    void key_ofAnotherFile_isUnknown() throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        Path other = Run.keys(Files.createDirectory(folder.resolve("other")), "hmac-sha256");

        assertRefused("UNKNOWN_KEY", Run.withInput(Run.token(other), "open", "--keys", keys.toString()));
    }

    @Test
    void file_unusable_isExit2() throws IOException {
        Path keys = Run.keys(folder, "hmac-sha256");
        Path broken = Files.writeString(folder.resolve("broken.keys"), "mooring-keys 2 hmac-sha256\n");

        assertUnusable(Run.mooring("open", "--keys", keys.toString(), "no-token"), "token", "no-token");
        assertUnusable(Run.mooring("open", "--keys", keys.toString(), folder.toString()), "directory");
        assertUnusable(Run.mooring("open", "--keys", "no.keys"), "no.keys");
        assertUnusable(Run.mooring("open", "--keys", broken.toString()), "broken.keys", "Line 1");
        assertUnusable(
                Run.mooring("open", "--keys", keys.toString(), "--accept", broken.toString()), "broken.keys", "Line 1");
    }

    @Test
    void input_thatFails_isExit2() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertUnusable(Run.with(broken, Run.NOW, "inspect"), "token", "standard input");
    }

    /** 64 MiB of A, of which somebody counts how much is read. */
    private static final class Endless extends ByteArrayInputStream {
        private int bytesRead;

        Endless() {
            super("A".repeat(64 << 20).getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            int read = super.read(into, offset, length);
            bytesRead += read;
            return read;
        }
    }
}
