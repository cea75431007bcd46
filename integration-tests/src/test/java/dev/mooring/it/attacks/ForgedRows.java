package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.forged;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SIGNATURE;
import static dev.mooring.token.ResumeTokenException.Reason.MALFORMED;
import static dev.mooring.token.ResumeTokenException.Reason.TOO_LARGE;
import static dev.mooring.token.ResumeTokenException.Reason.UNKNOWN_KEY;
import static dev.mooring.token.ResumeTokenException.Reason.UNSUPPORTED;

import dev.mooring.it.attacks.Attack.Attempt;
import dev.mooring.it.attacks.Frame.Part;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import dev.mooring.token.spi.Pae;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Sections A, B and C, and what else is tried without the key: refused unread, at the seal or before it. */
final class ForgedRows {
    private static final int TRIES = 200;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Set<Reason> NO_TEXT = EnumSet.of(MALFORMED);
    private static final Set<Reason> NO_SEAL = EnumSet.of(INVALID_SIGNATURE);
    private static final Set<Reason> CUT = EnumSet.of(MALFORMED, INVALID_SIGNATURE);
    private static final Set<Reason> UNREAD = EnumSet.of(MALFORMED, UNSUPPORTED, UNKNOWN_KEY, INVALID_SIGNATURE);

    private ForgedRows() {}

    static Stream<Attack> all() {
        return Stream.of(texts(), frames(), headers(), tags(), contexts(), confusions())
                .flatMap(rows -> rows);
    }

    private static Stream<Attack> texts() {
        return Stream.of(
                forged("A01", "no token", NO_TEXT, kit -> Stream.of("", " ", "\n", "mrt1", "null", kit.keyId())),
                forged(
                        "A02",
                        "text cut off anywhere",
                        CUT,
                        kit -> upTo(kit.token.length()).mapToObj(end -> kit.token.substring(0, end))),
                forged(
                        "A04",
                        "letters behind",
                        CUT,
                        kit -> kit.tokens()
                                .flatMap(token -> Stream.of("A", "AA", "AAA", "AAAA", "-", "." + token)
                                        .map(token::concat))),
                forged("A05", "other last letter", CUT, kit -> kit.tokens().flatMap(ForgedRows::otherLastLetters)),
                forged(
                        "A05",
                        "other spelling of the same bytes",
                        NO_TEXT,
                        kit -> kit.tokens()
                                .flatMap(token -> otherLastLetters(token)
                                        .filter(other -> Arrays.equals(Frame.bytes(token), Frame.bytes(other))))),
                forged(
                        "A06",
                        "padding",
                        NO_TEXT,
                        kit -> kit.tokens().flatMap(token -> Stream.of(token + "=", token + "==", token + "==="))),
                forged(
                        "A08",
                        "white space and its like",
                        NO_TEXT,
                        kit -> inserted(kit, " ", "\t", "\r", "\n", "\r\n", "\0", "\u200b", "\u00a0", "\ufeff", "%20")),
                forged("A09", "letters of plain base64", NO_TEXT, kit -> inserted(kit, "+", "/", "+/=")),
                forged(
                        "A10",
                        "length of no bytes",
                        NO_TEXT,
                        kit -> kit.tokens()
                                .map(token ->
                                        token.substring(0, Frame.PREFIX.length() + 4 * (token.length() / 5) + 1))),
                forged(
                        "A12",
                        "letters of no base64",
                        NO_TEXT,
                        kit -> inserted(kit, "!!", "\u00e4", "\ud83d\ude00", "\ud800", "{", "\"", ",", ":", "~", "*")),
                forged(
                        "A13",
                        "case of the prefix",
                        NO_TEXT,
                        kit -> Stream.of("MRT1.", "Mrt1.", "mRt1.", "mrt1\uff0e")
                                .map(prefix -> prefix + body(kit.token))),
                forged(
                        "A13",
                        "case of the letters",
                        UNREAD,
                        kit -> Stream.concat(
                                Stream.of(
                                                body(kit.token).toLowerCase(Locale.ROOT),
                                                body(kit.token).toUpperCase(Locale.ROOT))
                                        .map(Frame.PREFIX::concat),
                                tries(13, (random, i) -> otherCase(kit.token, random)))),
                forged(
                        "A14",
                        "parts doubled, left out, exchanged",
                        NO_TEXT,
                        kit -> Stream.of(
                                body(kit.token),
                                "." + body(kit.token),
                                Frame.PREFIX,
                                Frame.PREFIX + kit.token,
                                Frame.PREFIX + "." + body(kit.token),
                                kit.token + ".",
                                kit.token + "..",
                                kit.token + "." + body(kit.token),
                                kit.token + kit.token,
                                body(kit.token) + "." + Frame.PREFIX)),
                forged(
                        "A15",
                        "JSON",
                        NO_TEXT,
                        kit -> Stream.of(
                                "{\"payload\":\"" + kit.token + "\"}",
                                "\"" + kit.token + "\"",
                                "[" + kit.token + "]",
                                "{}")),
                forged(
                        "A16",
                        "text of the greatest length",
                        EnumSet.of(MALFORMED, UNSUPPORTED),
                        kit -> Stream.of("A".repeat(65_536), Frame.PREFIX + "A".repeat(65_531))),
                forged(
                        "A16",
                        "text that is too long",
                        EnumSet.of(TOO_LARGE),
                        kit -> Stream.of(
                                "A".repeat(65_537),
                                Frame.PREFIX + "A".repeat(65_532),
                                kit.token + "A".repeat(1 << 20),
                                "mrt2." + "A".repeat(1 << 26))),
                forged(
                        "B15",
                        "text of another version",
                        EnumSet.of(UNSUPPORTED),
                        kit -> Stream.of("mrt0.", "mrt2.", "mrt10.", "mrt999999999.")
                                .flatMap(prefix -> Stream.of(prefix, prefix + body(kit.token), prefix + "\0"))),
                forged(
                        "B15",
                        "text of no version",
                        NO_TEXT,
                        kit -> Stream.of(
                                        "mrt01.",
                                        "mrt-1.",
                                        "mrt+1.",
                                        "mrt1e0.",
                                        "mrt4294967297.",
                                        "mrt.",
                                        "mrt\u0661.",
                                        "mrt1 .")
                                .map(prefix -> prefix + body(kit.token))),
                forged(
                        "R01",
                        "letters at random",
                        UNREAD,
                        kit -> tries(1, (random, i) -> Frame.PREFIX + letters(random, i))),
                forged(
                        "R02",
                        "a letter exchanged at random",
                        UNREAD,
                        kit -> tries(2, (random, i) -> {
                            int at = random.nextInt(kit.token.length());
                            char other = ALPHABET.charAt(random.nextInt(64));
                            String changed = kit.token.substring(0, at) + other + kit.token.substring(at + 1);
                            return changed.equals(kit.token) ? kit.token + "A" : changed;
                        })));
    }

    private static Stream<Attack> frames() {
        return Stream.of(
                forged(
                        "A02",
                        "frame cut off anywhere",
                        CUT,
                        kit -> upTo(kit.frame().bytes().length)
                                .mapToObj(end ->
                                        Frame.text(Arrays.copyOf(kit.frame().bytes(), end)))),
                forged(
                        "A03",
                        "each bit flipped",
                        UNREAD,
                        kit -> upTo(8 * kit.frame().bytes().length)
                                .mapToObj(bit -> Frame.text(flipped(kit.frame().bytes(), bit)))),
                forged(
                        "A04",
                        "bytes behind",
                        NO_SEAL,
                        kit -> Stream.of(new byte[1], new byte[16], kit.frame().bytes())
                                .map(more -> Frame.text(kit.frame().bytes(), more))),
                forged(
                        "A14",
                        "parts of the frame left out or doubled",
                        UNREAD,
                        kit -> Stream.of(Part.values())
                                .flatMap(part -> Stream.of(
                                        kit.frame().with(part).text(),
                                        kit.frame()
                                                .with(
                                                        part,
                                                        Frame.join(
                                                                kit.frame().get(part),
                                                                kit.frame().get(part)))
                                                .text()))),
                forged(
                        "A17",
                        "lengths that lie",
                        EnumSet.of(MALFORMED, UNKNOWN_KEY),
                        kit -> Stream.of(Part.CODEC, Part.SEALER, Part.KEY)
                                .flatMap(part -> lyingLengths(kit.frame(), part))),
                forged(
                        "A18",
                        "three greatest lengths",
                        NO_TEXT,
                        kit -> Stream.of(
                                Frame.text(new byte[] {1, 0, -1, -1, -1}),
                                Frame.text(new byte[] {1, 0, 127, 127, 127}))),
                forged(
                        "A20",
                        "sealed part shorter than a tag",
                        NO_SEAL,
                        kit -> IntStream.range(0, 48)
                                .mapToObj(length -> kit.frame()
                                        .with(Part.SEALED, new byte[length])
                                        .text())),
                forged(
                        "R03",
                        "bytes at random",
                        UNREAD,
                        kit -> tries(
                                3,
                                (random, i) -> Frame.text(
                                        Frame.join(new byte[] {1, (byte) random.nextInt(4)}, Kit.bytes(random, i))))),
                forged(
                        "R04",
                        "header and sealed part at random",
                        UNREAD,
                        kit -> tries(
                                4,
                                (random, i) -> kit.frame()
                                        .with(
                                                Part.values()[random.nextInt(Part.values().length)],
                                                Kit.bytes(random, 1 + i % 48))
                                        .text())));
    }

    private static Stream<Attack> headers() {
        return Stream.of(
                forged("B01", "later expiry", NO_SEAL, kit -> times(kit, Part.EXPIRES_AT)),
                forged("B02", "other time of issue", NO_SEAL, kit -> times(kit, Part.ISSUED_AT)),
                forged(
                        "B04",
                        "other token id",
                        NO_SEAL,
                        kit -> tries(
                                5,
                                (random, i) -> kit.frame()
                                        .with(Part.TOKEN_ID, Kit.bytes(random, 16))
                                        .text())),
                forged(
                        "B05",
                        "other codec",
                        NO_SEAL,
                        kit -> Stream.of(kit.frame()
                                .with(Part.CODEC, kit.otherCodec.id())
                                .text())),
                forged(
                        "B05",
                        "other sealer",
                        EnumSet.of(UNKNOWN_KEY),
                        kit -> Stream.of(kit.frame()
                                .with(Part.SEALER, kit.seal.other().sealer)
                                .text())),
                forged(
                        "B05",
                        "other key",
                        NO_SEAL,
                        kit -> Stream.of(
                                kit.frame().with(Part.KEY, kit.stagedKeyId()).text())),
                forged(
                        "B05",
                        "unknown key",
                        EnumSet.of(UNKNOWN_KEY),
                        kit -> Stream.of(
                                        "k",
                                        "0",
                                        "k00000000",
                                        kit.otherKeys.sealingKey().id(),
                                        "z".repeat(32))
                                .map(key -> kit.frame().with(Part.KEY, key).text())),
                forged(
                        "B05",
                        "other flags",
                        NO_SEAL,
                        kit -> Stream.of(0, 1, 3)
                                .map(flags -> kit.frame()
                                        .with(Part.FLAGS, flags.byteValue())
                                        .text())),
                forged(
                        "B06",
                        "header of one token before another's payload",
                        NO_SEAL,
                        kit -> Stream.of(kit.issue(Kit.session(Kit.SESSION)), kit.issue(Kit.session("another")))
                                .flatMap(other -> Stream.of(
                                        Frame.of(other)
                                                .with(Part.SEALED, kit.frame().sealed())
                                                .text(),
                                        kit.frame()
                                                .with(
                                                        Part.SEALED,
                                                        Frame.of(other).sealed())
                                                .text()))),
                forged("B06", "any part of one token in another", NO_SEAL, kit -> {
                    Frame other = Frame.of(kit.issue(Kit.session("another")));
                    return Stream.of(Part.TOKEN_ID, Part.SEALED)
                            .map(part -> kit.frame().with(part, other.get(part)).text());
                }),
                forged(
                        "B15",
                        "frame of another version",
                        EnumSet.of(UNSUPPORTED),
                        kit -> IntStream.range(0, 256)
                                .filter(version -> version != 1)
                                .mapToObj(version -> kit.frame()
                                        .with(Part.VERSION, (byte) version)
                                        .text())),
                forged(
                        "B15",
                        "flags of another version",
                        EnumSet.of(UNSUPPORTED),
                        kit -> IntStream.range(4, 256)
                                .mapToObj(flags -> kit.frame()
                                        .with(Part.FLAGS, (byte) flags)
                                        .text())),
                forged(
                        "C01",
                        "sealer that is no id",
                        NO_TEXT,
                        kit -> ids(
                                kit,
                                Part.SEALER,
                                "",
                                "NONE",
                                "noNE",
                                "hmac ",
                                "hmac-sha256\0",
                                "hmac_sha256",
                                "h\u00e4c")),
                forged(
                        "C01",
                        "sealer that nobody has",
                        EnumSet.of(UNSUPPORTED),
                        kit -> ids(
                                kit,
                                Part.SEALER,
                                "none",
                                "null",
                                "hmac",
                                "hmac-sha25",
                                "hmac-sha2566",
                                "-",
                                "z".repeat(32))),
                forged(
                        "C01",
                        "codec that nobody has",
                        EnumSet.of(UNSUPPORTED),
                        kit -> ids(kit, Part.CODEC, "none", "xml", "java", "jso", "json5", "cborg")),
                forged(
                        "C11",
                        "address instead of a key id",
                        NO_TEXT,
                        kit -> ids(
                                kit,
                                Part.KEY,
                                "https://k.example/jwk",
                                "../../etc/passwd",
                                "k1;drop",
                                "$" + "{jndi:ldap://x}")),
                forged(
                        "D14",
                        "key ids at random",
                        UNREAD,
                        kit -> tries(
                                6,
                                (random, i) -> kit.frame()
                                        .with(
                                                Part.KEY,
                                                Frame.id(letters(random, 1 + i % 32)
                                                        .toLowerCase(Locale.ROOT)))
                                        .text())));
    }

    private static Stream<Attack> tags() {
        return Stream.of(
                forged(
                        "B17",
                        "tag of zeros, of ones, of nothing",
                        NO_SEAL,
                        kit -> Stream.of(
                                        new byte[kit.seal.tagBytes],
                                        filled(kit.seal.tagBytes, 0xff),
                                        lastOf(
                                                kit.reseal(kit.frame(), new byte[0])
                                                        .sealed(),
                                                kit.seal.tagBytes))
                                .map(tag -> withTag(kit, tag))),
                forged(
                        "B17",
                        "tag cut or lengthened",
                        NO_SEAL,
                        kit -> Stream.of(1, 4, 8, 12, 15, 16, 31)
                                .flatMap(bytes -> Stream.of(
                                        kit.frame()
                                                .with(
                                                        Part.SEALED,
                                                        cut(kit.frame().sealed(), bytes))
                                                .text(),
                                        withTag(kit, cut(tag(kit), Math.min(bytes, kit.seal.tagBytes))),
                                        withTag(kit, Frame.join(tag(kit), new byte[bytes]))))),
                forged(
                        "B17",
                        "no tag",
                        NO_SEAL,
                        kit -> Stream.of(
                                withTag(kit, new byte[0]),
                                kit.frame().with(Part.SEALED, kit.payload()).text())),
                forged(
                        "B17",
                        "tag at random",
                        NO_SEAL,
                        kit -> tries(7, (random, i) -> withTag(kit, Kit.bytes(random, kit.seal.tagBytes)))),
                forged(
                        "B18",
                        "length extended",
                        NO_SEAL,
                        kit -> IntStream.of(32, 64, 96, 128).mapToObj(before -> {
                            byte[] state = Arrays.copyOf(lastOf(kit.frame().sealed(), 32), 32);
                            LengthExtension extended =
                                    LengthExtension.of(state, before, kit.payload(), Frame.ascii("}"));
                            return kit.frame()
                                    .with(Part.SEALED, Frame.join(extended.message(), extended.tag()))
                                    .text();
                        })),
                forged(
                        "I01",
                        "bombs that nobody sealed",
                        NO_SEAL,
                        kit -> Stream.of("[".repeat(40_000), "{\"a\":".repeat(8_000), "9".repeat(40_000))
                                .map(bomb -> kit.frame()
                                        .with(Part.SEALED, Frame.ascii(bomb))
                                        .text())),
                forged(
                        "A23",
                        "DEFLATE that nobody sealed",
                        NO_SEAL,
                        kit -> Stream.of(kit.frame()
                                .with(Part.FLAGS, (byte) 3)
                                .with(Part.SEALED, SealedRows.deflated(new byte[16 << 20], true))
                                .text())));
    }

    private static Stream<Attack> contexts() {
        return Stream.of(
                new Attack(
                        "C08",
                        "context of another caller",
                        NO_SEAL,
                        false,
                        kit -> Stream.of(
                                        TokenContext.none(),
                                        TokenContext.of(Kit.TENANT, ""),
                                        TokenContext.of(Kit.TENANT, Kit.CONTEXT + " "),
                                        TokenContext.of(Kit.TENANT, Kit.CONTEXT.toLowerCase(Locale.ROOT)),
                                        TokenContext.of("principal", Kit.CONTEXT),
                                        TokenContext.of("tenan", "t" + Kit.CONTEXT),
                                        Kit.CALLER.and("principal", ""))
                                .map(context -> new Attempt(kit.token, context, Kit.NOW))),
                new Attack("B08", "letters moved between a context's fields", NO_SEAL, false, kit -> {
                    String joined = Kit.TENANT + "=" + Kit.CONTEXT.toLowerCase(Locale.ROOT);
                    return IntStream.range(1, joined.length())
                            .filter(at -> joined.charAt(at - 1) != '='
                                    && !joined.substring(0, at).contains("="))
                            .mapToObj(at -> TokenContext.of(joined.substring(0, at), joined.substring(at)))
                            .map(context -> new Attempt(kit.token, context, Kit.NOW));
                }),
                new Attack(
                        "B08",
                        "separators in a context's fields",
                        NO_SEAL,
                        false,
                        kit -> Stream.of("=", ",", ";", "|", ":", ".", "\0", "\n", "&", "/")
                                .map(separator ->
                                        TokenContext.of(Kit.TENANT, Kit.CONTEXT + separator + "principal=root"))
                                .map(context -> new Attempt(kit.token, context, Kit.NOW))),
                new Attack(
                        "F15",
                        "forged, and expired or too early",
                        NO_SEAL,
                        false,
                        kit -> Stream.of(-7_200, 7_200, 1 << 30)
                                .map(seconds -> new Attempt(
                                        Frame.text(flipped(
                                                kit.frame().bytes(),
                                                8 * kit.frame().bytes().length - 1)),
                                        Kit.CALLER,
                                        Kit.NOW.plus(Duration.ofSeconds(seconds))))));
    }

    private static Stream<Attack> confusions() {
        return Stream.of(
                forged("C02", "this key's bytes used by the other sealer", NO_SEAL, kit -> {
                    Frame frame = kit.frame()
                            .with(Part.SEALER, kit.seal.other().sealer)
                            .with(Part.KEY, kit.otherKeys.sealingKey().id());
                    byte[] material = kit.keyBytes();
                    return IntStream.rangeClosed(0, material.length - 32)
                            .mapToObj(from -> Arrays.copyOfRange(material, from, from + 32))
                            .map(key -> frame.with(Part.SEALED, sealedBy(kit.seal.other(), key, kit.payload(), frame))
                                    .text());
                }),
                forged(
                        "C06",
                        "content that was encrypted, as signed",
                        EnumSet.of(UNKNOWN_KEY),
                        kit -> Stream.of(kit.frame()
                                .with(Part.SEALER, kit.seal.other().sealer)
                                .with(Part.SEALED, Frame.join(kit.payload(), new byte[32]))
                                .text())),
                forged(
                        "C09",
                        "signed by the same key for something else",
                        NO_SEAL,
                        kit -> Stream.of(
                                        kit.payload(),
                                        Frame.join(kit.frame().associatedData(), kit.payload()),
                                        Pae.encode(kit.frame().associatedData(), kit.payload()),
                                        Pae.encode(
                                                Frame.ascii("another.use.v1"),
                                                kit.frame().associatedData(),
                                                kit.payload()))
                                .map(other -> kit.frame()
                                        .with(
                                                Part.SEALED,
                                                Frame.join(kit.payload(), hmac(lastOf(kit.keyBytes(), 32), other)))
                                        .text())));
    }

    private static IntStream upTo(int end) {
        return IntStream.range(0, end);
    }

    private static Stream<String> tries(long seed, BiFunction<SplittableRandom, Integer, String> make) {
        SplittableRandom random = Kit.random(seed);
        return upTo(TRIES).mapToObj(i -> make.apply(random, i));
    }

    private static String body(String token) {
        return token.substring(Frame.PREFIX.length());
    }

    private static Stream<String> otherLastLetters(String token) {
        int last = token.length() - 1;
        return ALPHABET.chars()
                .filter(letter -> letter != token.charAt(last))
                .mapToObj(letter -> token.substring(0, last) + (char) letter);
    }

    private static Stream<String> inserted(Kit kit, String... foreign) {
        return Arrays.stream(foreign)
                .flatMap(letters -> IntStream.of(
                                0,
                                2,
                                Frame.PREFIX.length(),
                                kit.token.length() / 2,
                                kit.token.length() - 1,
                                kit.token.length())
                        .boxed()
                        .flatMap(at -> Stream.of(at, Math.min(at + letters.length(), kit.token.length()))
                                .map(to -> kit.token.substring(0, at) + letters + kit.token.substring(to))));
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder letters = new StringBuilder();
        random.ints(length, 0, 64).forEach(letter -> letters.append(ALPHABET.charAt(letter)));
        return letters.toString();
    }

    private static String otherCase(String token, SplittableRandom random) {
        char[] letters = token.toCharArray();
        int at = Frame.PREFIX.length() + random.nextInt(letters.length - Frame.PREFIX.length());
        while (!Character.isLetter(letters[at])) {
            at = Frame.PREFIX.length() + random.nextInt(letters.length - Frame.PREFIX.length());
        }
        letters[at] ^= 0x20;
        return new String(letters);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static Stream<String> lyingLengths(Frame frame, Part part) {
        int length = frame.get(part)[0];
        return IntStream.of(0, 1, length - 1, length + 1, 33, 0x7f, 0x80, 0xff).mapToObj(lie -> {
            byte[] lying = frame.get(part).clone();
            lying[0] = (byte) lie;
            return frame.with(part, lying).text();
        });
    }

    private static Stream<String> times(Kit kit, Part part) {
        long now = Kit.NOW.toEpochMilli();
        return Stream.of(0L, 1L, -1L, now - 1, now + 1, now + 315_360_000_000L, Long.MAX_VALUE, Long.MIN_VALUE)
                .map(millis -> kit.frame().with(part, Frame.time(millis)))
                .filter(frame -> !frame.text().equals(kit.token))
                .map(Frame::text);
    }

    private static Stream<String> ids(Kit kit, Part part, String... ids) {
        return Stream.of(ids).map(id -> kit.frame().with(part, id).text());
    }

    private static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] lastOf(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    private static byte[] cut(byte[] bytes, int by) {
        return Arrays.copyOf(bytes, bytes.length - by);
    }

    private static byte[] tag(Kit kit) {
        return lastOf(kit.frame().sealed(), kit.seal.tagBytes);
    }

    private static String withTag(Kit kit, byte[] tag) {
        byte[] rest = cut(kit.frame().sealed(), kit.seal.tagBytes);
        return kit.frame().with(Part.SEALED, Frame.join(rest, tag)).text();
    }

    private static byte[] sealedBy(Kit.Seal seal, byte[] key, byte[] payload, Frame frame) {
        if (seal == Kit.Seal.HMAC_SHA256) {
            byte[] signed = Pae.encode(Frame.ascii("mooring.hmac-sha256.v1"), frame.associatedData(), payload);
            return Frame.join(payload, hmac(key, signed));
        }
        byte[] nonce = new byte[12];
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(frame.associatedData());
            return Frame.join(nonce, cipher.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
