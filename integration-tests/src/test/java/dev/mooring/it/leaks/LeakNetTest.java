package dev.mooring.it.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.it.deployed.Keys;
import dev.mooring.it.leaks.LeakNet.Seen;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeySource;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenListener;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jfr.Event;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The net that finds nothing in the library finds deliberate leaks, in any place and spelling. */
class LeakNetTest {
    @TempDir
    private static Path folder;

    static Stream<String> spellings() {
        byte[] bytes = Content.BYTES.getBytes(StandardCharsets.US_ASCII);
        byte[] tail = Arrays.copyOfRange(bytes, 4, bytes.length);
        return Stream.of(
                Content.BYTES,
                Content.BYTES.toUpperCase(Locale.ROOT),
                Content.BYTES.substring(3, 15),
                HexFormat.of().formatHex(tail),
                HexFormat.of().withUpperCase().formatHex(bytes),
                HexFormat.ofDelimiter(":").formatHex(tail),
                Base64.getEncoder().encodeToString(tail),
                Base64.getUrlEncoder().encodeToString(("x" + Content.BYTES).getBytes(StandardCharsets.US_ASCII)),
                Arrays.toString(tail));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void net_anySpelling_isCaught(String spelling) {
        assertTrue(Content.net().in("It was (" + spelling + ") that failed").contains("bytes"));
    }

    @Test
    void net_whatIsNoSecret_isNotCaught() {
        assertEquals(Set.of(), Content.net().in("Cinnamon-7b and 4369, 6e6e, a session, " + BigInteger.TEN.pow(40)));
    }

    @Test
    void net_keysOfAFile_areCaughtAndTheirKindIsNot() throws Exception {
        KeySet keys = new KeyFile(new Keys(folder).file("tink-aead", "a.keys")).read();
        KeySet others = new KeyFile(new Keys(folder).file("tink-aead", "b.keys")).read();
        LeakNet net = new LeakNet().keys(keys, others);
        byte[] material = keys.sealingKey().material().bytes();
        assertEquals(Set.of("a key"), net.in(KeyFile.format(keys)));
        assertEquals(Set.of("a key"), net.in(Arrays.toString(material)));
        assertEquals(Set.of("a key"), net.in(new String(material, StandardCharsets.ISO_8859_1)));
        assertEquals(Set.of(), net.in("type.googleapis.com/google.crypto.tink.XAesGcmKey"));
        assertEquals(Set.of(), net.in(KeyFile.format(others)));
    }

    /** An event of somebody who is not careful. */
    private static final class Careless extends Event {
        String about = "";
    }

    private static void record(String about) {
        Careless event = new Careless();
        event.about = about;
        event.commit();
    }

    static Stream<Arguments> leaks() {
        Logger logger = Logger.getLogger("careless");
        return Stream.of(
                leak("the output", () -> System.out.println(Content.TEXT)),
                leak("the output", () -> System.err.append(Content.TEXT)),
                leak("a log record of careless", () -> logger.finest(Content.TEXT)),
                leak("a log record of careless", () -> logger.log(Level.FINER, "{0}", Content.TEXT)),
                leak("a log record of careless", () -> logger.log(Level.FINE, "failed", chained())),
                leak("the event " + Careless.class.getName(), () -> record(Content.TEXT)),
                leak("the recording's bytes", () -> record(Content.TEXT)),
                leak("the event jdk.ThreadStart", LeakNetTest::runInAThread));
    }

    private static Arguments leak(String where, Executable deed) {
        return Arguments.of(where, Named.of("deed", deed));
    }

    private static void runInAThread() throws InterruptedException {
        Thread thread = new Thread(() -> {}, "serving " + Content.TEXT);
        thread.start();
        thread.join();
    }

    private static Exception chained() {
        Exception inner = new IllegalStateException("no reason");
        inner.addSuppressed(new IllegalArgumentException("it is " + Content.TEXT));
        return new IllegalStateException("no reason", new IllegalStateException("none either", inner));
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void surroundings_aLeak_isCaughtWhereItIs(String where, Executable deed) throws Throwable {
        List<String> caught = Content.net().in(Surroundings.of(folder, deed));
        assertTrue(caught.contains("a text in " + where), caught::toString);
    }

    /** A listener that logs its events. */
    private record Talkative(Logger logger) implements TokenListener {
        @Override
        public void opened(OpenedToken token) {
            logger.info(() -> "opened " + token.snapshot().variables().keySet());
        }
    }

    @Test
    void surroundings_aTalkativeListener_isCaught() throws Throwable {
        ResumeTokenManager tokens = ResumeTokenManager.builder()
                .codec("json")
                .keys(KeySource.file(new Keys(folder).file("hmac-sha256", "hmac.keys")))
                .clock(() -> Content.NOW)
                .listener(new Talkative(Logger.getLogger("talkative")))
                .build();
        String text = tokens.issue(Content.snapshot()).text();
        List<Seen> seen = Surroundings.of(folder, () -> tokens.open(text));
        assertEquals(
                List.of("a variable's name in a log record of talkative"),
                Content.net().in(seen));
    }

    static final List<Object> CARELESS_OBJECTS = List.of(
            new ResumeToken("text", "session", Content.NOW, Content.NOW, Content.TEXT),
            new ResumeTokenException(Reason.MALFORMED, "The token " + Content.TEXT + " is malformed"),
            new IllegalStateException("wrapped", new IllegalArgumentException(Content.TEXT)));

    @ParameterizedTest
    @FieldSource("CARELESS_OBJECTS")
    void reach_aCarelessObject_isCaughtHoweverFarInside(Object careless) {
        List<Seen> seen = Reach.from(List.of(Map.of("a", List.of(Optional.of(careless)))));
        assertEquals(1, Content.net().in(seen).size());
    }
}
