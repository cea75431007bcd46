package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.forged;
import static dev.mooring.it.attacks.Mutations.flipped;
import static dev.mooring.it.attacks.Mutations.letters;
import static dev.mooring.it.attacks.Mutations.tries;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SIGNATURE;
import static dev.mooring.token.ResumeTokenException.Reason.MALFORMED;
import static dev.mooring.token.ResumeTokenException.Reason.UNKNOWN_KEY;
import static dev.mooring.token.ResumeTokenException.Reason.UNSUPPORTED;

import dev.mooring.it.attacks.Frame.Part;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Section B, and further attacks on the frame: refused unread, at the seal or before it. */
final class FrameRows {
    private static final Set<Reason> NO_TEXT = EnumSet.of(MALFORMED);
    private static final Set<Reason> NO_SEAL = EnumSet.of(INVALID_SIGNATURE);
    private static final Set<Reason> CUT = EnumSet.of(MALFORMED, INVALID_SIGNATURE);
    private static final Set<Reason> UNREAD = EnumSet.of(MALFORMED, UNSUPPORTED, UNKNOWN_KEY, INVALID_SIGNATURE);

    private FrameRows() {}

    static Stream<Attack> all() {
        return Stream.concat(frames(), headers());
    }

    private static Stream<Attack> frames() {
        return Stream.of(
                forged(
                        "A02",
                        "frame cut off anywhere",
                        CUT,
                        kit -> IntStream.range(0, kit.frame().bytes().length)
                                .mapToObj(end ->
                                        Frame.text(Arrays.copyOf(kit.frame().bytes(), end)))),
                forged(
                        "A03",
                        "each bit flipped",
                        UNREAD,
                        kit -> IntStream.range(0, 8 * kit.frame().bytes().length)
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
                        "A17",
                        "bytes at random",
                        UNREAD,
                        kit -> tries(
                                3,
                                (random, i) -> Frame.text(
                                        Frame.join(new byte[] {1, (byte) random.nextInt(4)}, Kit.bytes(random, i))))),
                forged(
                        "B05",
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
}
