package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.refusal;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a token against {@link Handmade}, and the check that stops a change of each. */
class TokenFormatTest {
    private static final Set<Reason> UNVERIFIED =
            EnumSet.of(Reason.MALFORMED, Reason.UNSUPPORTED, Reason.UNKNOWN_KEY, Reason.INVALID_SIGNATURE);

    private final Fixtures.Server server = new Fixtures.Server();
    private final ResumeTokenManager manager = server.manager();
    private final Handmade handmade =
            new Handmade(server.codec.remember(session().build()));

    @Test
    void e10_issuedToken_atFixedClockRandomAndKey_isTheGoldenText() {
        assertEquals(
                "mrt1.AQAGbWVtb3J5C2htYWMtc2hhMjU2AmsxAQEBAQEBAQEBAQEBAQEBAQAAAaIM_30AAAABog02a4AjMCAgICAgICAg0a-43G__"
                        + "qDU9fCZ1ZhmDYBgNhGmPKFHJAeScqYQxN5k",
                manager.issue(session().build()).text());
    }

    @Test
    void e10_issuedToken_withContext_isTheGoldenText() {
        TokenContext context = TokenContext.of("tenant", "").and("principal", "zoë");
        assertEquals(
                "mrt1.AQIGbWVtb3J5C2htYWMtc2hhMjU2AmsxAQEBAQEBAQEBAQEBAQEBAQAAAaIM_30AAAABog02a4AjMCAgICAgICAgfGbNhVKI"
                        + "N4IrJJh4ClwdWpPWhJDLhRySled-ujN8U7c",
                manager.issue(session().build(), context).text());
    }

    @Test
    void issuedToken_byteByByte_isTheHandmadeFrame() {
        ResumeToken token = manager.issue(session().build(), TokenContext.of("tenant", "ab"));
        handmade.flags = 2;
        handmade.context = Map.of("tenant", "ab");
        Arrays.fill(handmade.tokenId, (byte) 1);
        assertEquals(handmade.text(), token.text());
        assertEquals("01".repeat(16), token.tokenId());
        assertEquals("session-1", token.sessionId());
        assertEquals(NOW, token.issuedAt());
        assertEquals(NOW.plus(Duration.ofHours(1)), token.expiresAt());
    }

    @Test
    void handmadeToken_wellFormed_opensWithItsHeader() {
        handmade.expiresAt = handmade.issuedAt + 1;
        OpenedToken opened = manager.open(handmade.text());
        assertEquals(session().build(), opened.snapshot());
        assertEquals(
                new TokenHeader(false, false, "memory", "hmac-sha256", "k1", "00".repeat(16), NOW, NOW.plusMillis(1)),
                opened.header());
        assertEquals(Set.of(), opened.outdated());
    }

    @Test
    void d17_tokenIds_ofTwoIssues_differ() {
        assertNotEquals(
                manager.issue(session().build()).tokenId(),
                manager.issue(session().build()).tokenId());
    }

    @Test
    void a02_token_truncatedAnywhere_isRefused() {
        String text = handmade.text();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertTrue(
                    EnumSet.of(Reason.MALFORMED, Reason.INVALID_SIGNATURE).contains(reason(() -> manager.open(cut))));
        }
        assertEquals(0, server.codec.decoded.get());
    }

    @Test
    void a02_frame_truncatedAnywhere_isRefused() {
        byte[] frame = handmade.frame();
        for (int length = 0; length < frame.length; length++) {
            String cut = Handmade.text(Arrays.copyOf(frame, length));
            Reason expected = length < handmade.header().length ? Reason.MALFORMED : Reason.INVALID_SIGNATURE;
            assertEquals(expected, reason(() -> manager.open(cut)));
        }
    }

    @Test
    void a03_frame_withAnyBitFlipped_isRefusedUnread() {
        byte[] frame = Handmade.frame(manager.issue(session().build()).text());
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] flipped = frame.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Reason reason = reason(() -> manager.open(Handmade.text(flipped)));
            assertTrue(UNVERIFIED.contains(reason), "bit " + bit + ": " + reason);
        }
        assertEquals(0, server.codec.decoded.get());
    }

    @Test
    void a04_frame_withOneByteMore_isRefused() {
        byte[] longer = Arrays.copyOf(handmade.frame(), handmade.frame().length + 1);
        assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(Handmade.text(longer))));
    }

    @Test
    void b06_header_ofAnotherToken_isRefused() {
        byte[] one = Handmade.frame(manager.issue(session().build()).text());
        byte[] other = Handmade.frame(manager.issue(session().build()).text());
        int header = handmade.header().length;
        byte[] mixed = Handmade.concat(Arrays.copyOf(one, header), Arrays.copyOfRange(other, header, other.length));
        assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(Handmade.text(mixed))));
    }

    static Stream<Arguments> header_changedAfterSealing() {
        return Stream.of(
                changed("B01 expires at", Reason.INVALID_SIGNATURE, h -> h.expiresAt += 315_360_000_000L),
                changed("B02 issued at, future", Reason.INVALID_SIGNATURE, h -> h.issuedAt += 1),
                changed("B02 issued at, 0", Reason.INVALID_SIGNATURE, h -> h.issuedAt = 0),
                changed("B04 token id", Reason.INVALID_SIGNATURE, h -> h.tokenId[15] ^= 1),
                changed("B05 codec", Reason.INVALID_SIGNATURE, h -> h.codec = "memory2"),
                changed("B05 sealer", Reason.INVALID_SIGNATURE, h -> h.sealer = "mac2"),
                changed("B05, D11 key", Reason.INVALID_SIGNATURE, h -> h.key = "k2"),
                changed("B05 unknown key", Reason.UNKNOWN_KEY, h -> h.key = "k3"),
                changed("B05 flag deflated", Reason.INVALID_SIGNATURE, h -> h.flags = 1),
                changed("B05 flag context", Reason.INVALID_SIGNATURE, h -> h.flags = 2),
                changed("B15 version 0", Reason.UNSUPPORTED, h -> h.version = 0),
                changed("B15 version 2", Reason.UNSUPPORTED, h -> h.version = 2),
                changed("B15 version 255", Reason.UNSUPPORTED, h -> h.version = 255),
                changed("C01 sealer none", Reason.UNSUPPORTED, h -> h.sealer = "none"),
                changed("C01 sealer NONE", Reason.MALFORMED, h -> h.sealer = "NONE"),
                changed("C01 sealer empty", Reason.MALFORMED, h -> h.sealer = ""),
                changed("C01 sealer with a space", Reason.MALFORMED, h -> h.sealer = "hmac-sha256 "),
                changed("C01 sealer unknown", Reason.UNSUPPORTED, h -> h.sealer = "hmac-sha512"));
    }

    private static Arguments changed(String row, Reason expected, Consumer<Handmade> change) {
        return Arguments.of(row, expected, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void header_changedAfterSealing(String row, Reason expected, Consumer<Handmade> change) {
        // k1 and k2 have the same bytes, so that nothing but the header can tell them apart
        TokenKey twin = new TokenKey(
                "k2", TokenKey.Status.STAGED, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(Fixtures.secret(1)));
        KeySet keys = Fixtures.keys(Fixtures.key("k1", TokenKey.Status.SEALING), twin);
        MacProvider mac2 = new MacProvider("mac2");
        KeySource mac2Keys = KeySource.of(KeySet.of("mac2", List.of(Fixtures.key("k4", TokenKey.Status.SEALING))));
        ResumeTokenManager several = server.builder(KeySource.of(keys))
                .acceptCodec(new MemoryCodec("memory2"))
                .acceptSealer(mac2, mac2Keys)
                .build();
        ResumeToken issued = several.issue(session().build());
        byte[] frame = Handmade.frame(issued.text());
        byte[] sealed = Arrays.copyOfRange(frame, handmade.header().length, frame.length);
        handmade.tokenId = HexFormat.of().parseHex(issued.tokenId());
        change.accept(handmade);
        if (handmade.sealer.equals("mac2")) {
            handmade.key = "k4";
        }
        String text = Handmade.text(Handmade.concat(handmade.header(), sealed));
        assertEquals(expected, reason(() -> several.open(text)));
        assertEquals(0, server.codec.decoded.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64, 128})
    void flags_notKnown_areUnsupportedBeforeAnythingElse(int flag) {
        handmade.flags = flag;
        handmade.codec = "NOT AN ID";
        assertEquals(Reason.UNSUPPORTED, reason(() -> manager.open(handmade.text())));
        assertEquals(Reason.UNSUPPORTED, reason(() -> manager.open(Handmade.text(new byte[] {1, (byte) flag}))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 127, 128, 255})
    void b15_frameVersion_notOne_isUnsupportedWithTheRestUnread(int version) {
        assertEquals(Reason.UNSUPPORTED, reason(() -> manager.open(Handmade.text(new byte[] {(byte) version}))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "a b",
                "a_b",
                "a\u0000",
                "\u00e9",
                "a\n",
                "`",
                "{",
                "/",
                ":",
                ",",
                ".",
                "123456789012345678901234567890123"
            })
    void a17_ids_outsideTheirGrammar_areMalformed(String id) {
        for (Consumer<Handmade> change :
                List.<Consumer<Handmade>>of(h -> h.codec = id, h -> h.sealer = id, h -> h.key = id)) {
            Handmade token = new Handmade(handmade.payload);
            change.accept(token);
            assertEquals(Reason.MALFORMED, reason(() -> manager.open(token.text())));
        }
    }

    @Test
    void keyId_withADash_isMalformed() {
        handmade.key = "k-1";
        ResumeTokenException refusal = refusal(() -> manager.open(handmade.text()));
        assertEquals(Reason.MALFORMED, refusal.reason());
        assertTrue(refusal.getMessage().endsWith(" 1 to 32 characters of a-z 0-9"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "0", "9", "az09"})
    void ids_ofTheFirstAndLastCharacters_areRead(String id) {
        handmade.codec = id;
        handmade.sealer = id + "-";
        handmade.key = id;
        TokenHeader header = ResumeTokenManager.inspect(handmade.text()).header();
        assertEquals(List.of(id, id + "-", id), List.of(header.codecId(), header.sealerId(), header.keyId()));
    }

    @Test
    void ids_ofTheGreatestLength_areRead() {
        handmade.codec = "c".repeat(32);
        handmade.sealer = "-".repeat(32);
        handmade.key = "9".repeat(32);
        TokenHeader header = ResumeTokenManager.inspect(handmade.text()).header();
        assertEquals(handmade.codec, header.codecId());
        assertEquals(handmade.sealer, header.sealerId());
        assertEquals(handmade.key, header.keyId());
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 127, 128, 200, 255})
    void a17_idLength_aboveTheGreatest_isMalformedWhateverFollows(int length) {
        for (int available : new int[] {0, 1, length - 1, length, length + 100}) {
            byte[] frame = Handmade.concat(
                    new byte[] {1, 0, (byte) length}, "a".repeat(available).getBytes());
            assertEquals(Reason.MALFORMED, reason(() -> manager.open(Handmade.text(frame))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31})
    void a20_sealedPart_shorterThanATag_isRefused(int bytes) {
        String text = Handmade.text(Handmade.concat(handmade.header(), new byte[bytes]));
        assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(text)));
    }

    @Test
    void a20_payload_empty_isDecodedAndRefused() {
        handmade.payload = new byte[0];
        assertEquals(Reason.INVALID_SNAPSHOT, reason(() -> manager.open(handmade.text())));
    }

    @Test
    void b17_tag_forgedWithoutTheKey_isRefused() {
        byte[] tag = handmade.tag();
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) -1);
        byte[] ofEmpty = new Handmade(new byte[0]).tag();
        Stream.of(new byte[32], ones, ofEmpty, Arrays.copyOf(tag, 31), Arrays.copyOf(tag, 28), Arrays.copyOf(tag, 33))
                .map(forged -> Handmade.text(Handmade.concat(handmade.header(), handmade.payload, forged)))
                .forEach(text -> assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(text))));
    }

    @Test
    void inspect_withoutKeys_tellsTheHeaderAndSizes() {
        handmade.flags = 3;
        handmade.tokenId[0] = (byte) 0xAB;
        UnverifiedToken read = ResumeTokenManager.inspect(handmade.text());
        assertTrue(read.header().deflated());
        assertTrue(read.header().contextBound());
        assertEquals("ab" + "00".repeat(15), read.header().tokenId());
        assertEquals(handmade.text().length(), read.textChars());
        assertEquals(handmade.header().length, read.headerBytes());
        assertEquals(handmade.payload.length + 32, read.sealedBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void inspect_ofAnyTimes_readsThem(long millis) {
        handmade.issuedAt = millis;
        handmade.expiresAt = millis;
        assertEquals(
                millis,
                ResumeTokenManager.inspect(handmade.text()).header().issuedAt().toEpochMilli());
        assertFalse(ResumeTokenManager.inspect(handmade.text()).toString().isEmpty());
    }

    @Test
    void issuedText_isCanonicalBase64Url() {
        String text = manager.issue(session().build()).text();
        byte[] frame = Base64.getUrlDecoder().decode(text.substring(5));
        assertEquals(text, Handmade.text(frame));
    }
}
