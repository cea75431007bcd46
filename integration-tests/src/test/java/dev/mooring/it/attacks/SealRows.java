package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.forged;
import static dev.mooring.it.attacks.Mutations.deflated;
import static dev.mooring.it.attacks.Mutations.flipped;
import static dev.mooring.it.attacks.Mutations.lastOf;
import static dev.mooring.it.attacks.Mutations.tries;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SIGNATURE;
import static dev.mooring.token.ResumeTokenException.Reason.UNKNOWN_KEY;

import dev.mooring.api.spi.Pae;
import dev.mooring.it.attacks.Attack.Attempt;
import dev.mooring.it.attacks.Frame.Part;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Section C, and further attacks on the seal itself: other tags, contexts, keys and labels. */
final class SealRows {
    private static final Set<Reason> NO_SEAL = EnumSet.of(INVALID_SIGNATURE);

    private SealRows() {}

    static Stream<Attack> all() {
        return Stream.of(tags(), contexts(), confusions()).flatMap(rows -> rows);
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
                                .with(Part.SEALED, deflated(new byte[16 << 20], true))
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
                        "B08",
                        "contexts at random",
                        NO_SEAL,
                        false,
                        kit -> tries(8, SealRows::context).map(context -> new Attempt(kit.token, context, Kit.NOW))),
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

    /** One to four entries, whose letters could be those of the right one. */
    private static TokenContext context(SplittableRandom random, int number) {
        TokenContext context = TokenContext.none();
        for (int entry = 0; entry <= number % 4; entry++) {
            int cut = random.nextInt(1, Kit.TENANT.length());
            context = context.and(
                    Kit.TENANT.substring(cut) + entry,
                    Kit.TENANT.substring(0, cut) + Kit.CONTEXT.substring(random.nextInt(Kit.CONTEXT.length())));
        }
        return context;
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

    private static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
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
