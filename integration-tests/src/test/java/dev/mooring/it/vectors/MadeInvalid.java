package dev.mooring.it.vectors;

import static dev.mooring.it.vectors.Ciphers.ascii;
import static dev.mooring.it.vectors.Ciphers.hmac;
import static dev.mooring.it.vectors.Ciphers.join;
import static dev.mooring.it.vectors.Ciphers.pae;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the tokens that are refused. Each is one change away from a token that opens. */
final class MadeInvalid {
    private static final long ISSUED = Forged.ISSUED_AT;
    private static final long EXPIRES = Forged.EXPIRES_AT;
    private static final long MINUTE = MadeValid.MINUTE;
    private static final long DAY = MadeValid.DAY;
    private static final long AT = ISSUED + MINUTE;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final List<ObjectNode> vectors = new ArrayList<>();

    List<ObjectNode> vectors() {
        addTexts();
        addLastCharacters();
        addFrames();
        addKeysAndIds();
        for (VectorKey key : MadeKeys.all()) {
            addChangedHeaders(key);
            addChangedSeals(key);
        }
        addOtherConstructions();
        addContexts();
        addTimes();
        addAges();
        addDeflate();
        addVersions();
        WrongJson.documents().forEach((what, document) -> addDocument("json", what, document));
        WrongCbor.documents().forEach((what, document) -> addDocument("cbor", what, document));
        return vectors;
    }

    private static VectorKey hmac1() {
        return MadeKeys.named("hmac-1");
    }

    private static VectorKey xaes() {
        return MadeKeys.named("xaes-256-gcm");
    }

    private static byte[] least(String codec) {
        SnapshotCodec found = Vectors.CODECS.stream()
                .filter(each -> each.id().equals(codec))
                .findFirst()
                .orElseThrow();
        return found.encode(ValidSnapshots.least());
    }

    /** A token that opens, which is then changed. */
    private static Forged good(VectorKey key) {
        return Forged.token("changed", key, "json", least("json"));
    }

    private void addTexts() {
        String text = good(hmac1()).text();
        String body = text.substring("mrt1.".length());
        Map<String, String> malformed = new LinkedHashMap<>();
        malformed.put("no text at all", "");
        malformed.put("a space", " ");
        malformed.put("the body without the prefix", body);
        malformed.put("the prefix alone", "mrt1.");
        malformed.put("the prefix without its dot", "mrt1" + body);
        malformed.put("the prefix twice", "mrt1." + text);
        malformed.put("the prefix in capitals", "MRT1." + body);
        malformed.put("another prefix", "mrs1." + body);
        malformed.put("a version with a leading zero", "mrt01." + body);
        malformed.put("a version of ten digits", "mrt1000000000." + body);
        malformed.put("a negative version", "mrt-1." + body);
        malformed.put("no version", "mrt." + body);
        malformed.put("a space at the start", " " + text);
        malformed.put("a space after the prefix", "mrt1. " + body);
        malformed.put("a space at the end", text + " ");
        malformed.put("a line break at the end", text + "\n");
        malformed.put("a carriage return at the end", text + "\r\n");
        malformed.put("a line break within", text.substring(0, 76) + "\n" + text.substring(76));
        malformed.put("a tab within", text.substring(0, 20) + "\t" + text.substring(20));
        malformed.put("a NUL at the end", text + "\u0000");
        malformed.put("a zero-width space within", text.substring(0, 20) + "\u200b" + text.substring(20));
        malformed.put("a no-break space at the end", text + "\u00a0");
        malformed.put("a letter beyond ASCII", text.substring(0, 20) + "\u0430" + text.substring(21));
        malformed.put("a second dot at the end", text + ".");
        malformed.put("an empty segment", "mrt1.." + body);
        malformed.put("a brace at the end", text + "{");
        malformed.put("the text within quotes", "\"" + text + "\"");
        malformed.put("the text as JSON", "{\"payload\":\"" + body + "\"}");
        malformed.put("a plus of the other alphabet", text.substring(0, 40) + "+" + text.substring(41));
        malformed.put("a slash of the other alphabet", text.substring(0, 40) + "/" + text.substring(41));
        malformed.put("a percent sign", text.substring(0, 40) + "%2D" + text.substring(41));
        malformed.forEach((why, changed) -> add("text", why, changed, Reason.MALFORMED));
        for (int padding = 1; padding <= 3; padding++) {
            add("text", "padding of " + padding, text + "=".repeat(padding), Reason.MALFORMED);
        }
        for (String version : new String[] {"0", "2", "10", "999999999"}) {
            String changed = "mrt" + version + "." + body;
            add("text", "version " + version, changed, Reason.UNSUPPORTED);
        }
        add("text", "version 2 with a body that is none", "mrt2.{}", Reason.UNSUPPORTED);
        String most = "mrt1." + "A".repeat(65_531);
        add("text", "65,536 characters, whose frame has the version 0", most, Reason.UNSUPPORTED);
        add("text", "65,537 characters", most + "A", Reason.TOO_LARGE);
        String letters = text.toUpperCase(Locale.ROOT).replace("MRT1.", "mrt1.");
        add("text", "the body in capitals, whose ids are none", letters, Reason.MALFORMED);
    }

    /** All other spellings of the same bytes, where the last character has four unused bits, and where it has two. */
    private void addLastCharacters() {
        for (int bytes = 1; bytes <= 2; bytes++) {
            byte[] payload = least("json");
            while (good(hmac1(), payload).frame().length % 3 != bytes) {
                payload = join(payload, ascii(" "));
            }
            String text = good(hmac1(), payload).text();
            int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
            for (int unused = 1; unused < (bytes == 1 ? 16 : 4); unused++) {
                String changed = text.substring(0, text.length() - 1) + ALPHABET.charAt(last | unused);
                add("last-character", bytes + " bytes at the end, unused bits " + unused, changed, Reason.MALFORMED);
            }
        }
        byte[] payload = least("json");
        while (good(hmac1(), payload).frame().length % 3 != 0) {
            payload = join(payload, ascii(" "));
        }
        String whole = good(hmac1(), payload).text();
        add("last-character", "a character more", whole + "A", Reason.MALFORMED);
        add("last-character", "four characters more", whole + "AAAA", Reason.INVALID_SIGNATURE);
        add("last-character", "three characters less", whole.substring(0, whole.length() - 3), Reason.MALFORMED);
        add("last-character", "four characters less", whole.substring(0, whole.length() - 4), Reason.INVALID_SIGNATURE);
    }

    private static Forged good(VectorKey key, byte[] payload) {
        return Forged.token("changed", key, "json", payload);
    }

    private void addFrames() {
        Forged good = good(hmac1());
        byte[] header = good.header();
        for (int length = 1; length < header.length; length += length < 24 ? 1 : 5) {
            String cut = Forged.text(Arrays.copyOf(header, length));
            add("frame", "the first " + length + " bytes of the header", cut, Reason.MALFORMED);
        }
        add(
                "frame",
                "the header without its last byte",
                Forged.text(Arrays.copyOf(header, header.length - 1)),
                Reason.MALFORMED);
        for (int version : new int[] {0, 2, 127, 128, 255}) {
            sealed("frame", "version " + version, good(hmac1()).version(version), Reason.UNSUPPORTED);
        }
        for (int flags : new int[] {4, 8, 16, 32, 64, 128, 252}) {
            sealed("frame", "flags " + flags, good(hmac1()).flags(flags), Reason.UNSUPPORTED);
        }
        add("frame", "another version, and nothing else", Forged.text(new byte[] {2}), Reason.UNSUPPORTED);
        add("frame", "an unknown flag, and nothing else", Forged.text(new byte[] {1, 4}), Reason.UNSUPPORTED);
        for (String id :
                new String[] {"", "JSON", "js_on", "json ", "js\u0000n", "\u00e4", "j".repeat(33), "j".repeat(255)}) {
            String what = id.isEmpty() ? "an empty id" : "an id of " + id.length() + " characters, " + id.strip();
            sealed("frame", "codec: " + what, good(hmac1()).codec(id), Reason.MALFORMED);
            sealed("frame", "sealer: " + what, good(hmac1()).sealer(id), Reason.MALFORMED);
            sealed("frame", "key: " + what, good(hmac1()).keyId(id), Reason.MALFORMED);
        }
        sealed("frame", "key: an id with a dash", good(hmac1()).keyId("k-1"), Reason.MALFORMED);
        for (int length : new int[] {0, 3, 5, 127, 128, 255}) {
            byte[] changed = header.clone();
            changed[2] = (byte) length;
            // what follows is then read as the next id, which is none
            add(
                    "frame",
                    "a codec id said to have " + length + " bytes",
                    Forged.text(changed, good.sealed()),
                    Reason.MALFORMED);
        }
    }

    private void addKeysAndIds() {
        for (String codec : new String[] {"xml", "json2", "cbor-2", "-", "j".repeat(32)}) {
            sealed("id", "codec " + codec, good(hmac1()).codec(codec), Reason.UNSUPPORTED);
        }
        for (String sealer : new String[] {"none", "hmac-sha512", "hmac", "null", "tink"}) {
            sealed("id", "sealer " + sealer, good(hmac1()).sealer(sealer), Reason.UNSUPPORTED);
        }
        for (String key : new String[] {"unknown", "khmac", "khmac11", "0", "k".repeat(32)}) {
            sealed("id", "key " + key, good(hmac1()).keyId(key), Reason.UNKNOWN_KEY);
        }
        sealed(
                "id",
                "neither codec nor key is known",
                good(hmac1()).codec("xml").keyId("unknown"),
                Reason.UNSUPPORTED);
        sealed("id", "a key of the other sealer", good(hmac1()).keyId("kxaes"), Reason.UNKNOWN_KEY);
        sealed("id", "a key of the other sealer, the other way", good(xaes()).keyId("khmac1"), Reason.UNKNOWN_KEY);
        sealed("id", "sealed as the other sealer says", good(hmac1()).sealer("tink-aead"), Reason.UNKNOWN_KEY);
        for (VectorKey key : MadeKeys.all()) {
            for (VectorKey other : MadeKeys.all()) {
                if (key != other && !key.equals(other) && key.sealer().equals(other.sealer())) {
                    sealed(
                            "id",
                            key.name() + " with the key id of " + other.name(),
                            good(key).keyId(other.keyId()),
                            Reason.INVALID_SIGNATURE);
                }
            }
        }
        for (String codec : new String[] {"json", "cbor"}) {
            String other = codec.equals("json") ? "cbor" : "json";
            for (VectorKey key : List.of(hmac1(), xaes())) {
                Forged token = Forged.token("swapped", key, codec, least(codec));
                byte[] sealed = token.sealed();
                add(
                        "id",
                        codec + " said to be " + other + ", " + key.name(),
                        Forged.text(token.codec(other).header(), sealed),
                        Reason.INVALID_SIGNATURE);
                sealed(
                        "id",
                        codec + " said to be " + other + " and sealed so, " + key.name(),
                        Forged.token("swapped", key, codec, least(codec)).codec(other),
                        Reason.INVALID_SNAPSHOT);
            }
        }
    }

    /** The header of a token is changed, and not sealed again. */
    private void addChangedHeaders(VectorKey key) {
        byte[] sealed = good(key).sealed();
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(
                "a longer life",
                good(key).times(ISSUED, EXPIRES + 10 * 365 * DAY).header());
        headers.put(
                "issued a millisecond later",
                good(key).times(ISSUED + 1, EXPIRES).header());
        headers.put("issued in 1970", good(key).times(0, EXPIRES).header());
        headers.put("expired", good(key).times(ISSUED, AT).header());
        headers.put(
                "another token id",
                Forged.token("other", key, "json", least("json")).header());
        headers.put("the flag of DEFLATE", good(key).flags(1).header());
        headers.put("the flag of a context", good(key).flags(2).header());
        headers.put("another codec", good(key).codec("cbor").header());
        headers.forEach((why, header) ->
                add("header-" + key.name(), why, Forged.text(header, sealed), Reason.INVALID_SIGNATURE));
        String crossed = Forged.text(
                good(key).header(),
                Forged.token("other", key, "json", least("json")).sealed());
        add("header-" + key.name(), "what another token sealed", crossed, Reason.INVALID_SIGNATURE);
    }

    /** What is sealed is changed. */
    private void addChangedSeals(VectorKey key) {
        byte[] header = good(key).header();
        byte[] sealed = good(key).sealed();
        int size = sealed.length;
        Map<String, byte[]> changed = new LinkedHashMap<>();
        for (int at : new int[] {0, 11, 12, 23, 24, size / 2, size - 33, size - 32, size - 17, size - 16, size - 1}) {
            for (int bit : new int[] {0, 7}) {
                byte[] flipped = sealed.clone();
                flipped[at] ^= (byte) (1 << bit);
                changed.put("bit " + bit + " of byte " + at + " of " + size, flipped);
            }
        }
        for (int length : new int[] {0, 1, 12, 15, 16, 17, 24, 28, 31, 32, 33, 40, size - 32, size - 16, size - 1}) {
            changed.put("the first " + length + " bytes of " + size, Arrays.copyOf(sealed, length));
        }
        changed.put("without the first byte", Arrays.copyOfRange(sealed, 1, size));
        changed.put("a zero more", Arrays.copyOf(sealed, size + 1));
        int tag = key.isHmac() ? 32 : 16;
        byte[] body = Arrays.copyOf(sealed, size - tag);
        byte[] ones = new byte[tag];
        Arrays.fill(ones, (byte) 0xff);
        changed.put("a tag of zeros", join(body, new byte[tag]));
        changed.put("a tag of ones", join(body, ones));
        changed.forEach(
                (why, bytes) -> add("sealed-" + key.name(), why, Forged.text(header, bytes), Reason.INVALID_SIGNATURE));
        byte[] flippedAndExpired = sealed.clone();
        flippedAndExpired[size - 1] ^= 1;
        add(
                        "sealed-" + key.name(),
                        "broken and expired",
                        Forged.text(header, flippedAndExpired),
                        Reason.INVALID_SIGNATURE)
                .put("at", EXPIRES + DAY);
    }

    /** Seals that are made otherwise with the right key, as other formats make theirs. */
    private void addOtherConstructions() {
        VectorKey key = hmac1();
        byte[] secret = key.bytes();
        Forged good = good(key);
        byte[] header = good.header();
        byte[] payload = good.payload();
        byte[] data = good.associatedData();
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("over the payload alone", hmac(secret, payload));
        tags.put("over the frame as it is", hmac(secret, join(header, payload)));
        tags.put("over nothing", hmac(secret, new byte[0]));
        tags.put("over the associated data alone", hmac(secret, data));
        tags.put("without the name of the sealer", hmac(secret, pae(data, payload)));
        tags.put("under another name", hmac(secret, pae(ascii("mooring.hmac-sha256.v2"), data, payload)));
        tags.put("payload before data", hmac(secret, pae(ascii("mooring.hmac-sha256.v1"), payload, data)));
        tags.put("without a count of pieces", hmac(secret, join(ascii("mooring.hmac-sha256.v1"), data, payload)));
        tags.put(
                "with the bytes of another sealer's key",
                hmac(xaes().bytes(), pae(ascii("mooring.hmac-sha256.v1"), data, payload)));
        tags.put("with a key that is empty", hmac(new byte[] {0}, pae(ascii("mooring.hmac-sha256.v1"), data, payload)));
        tags.forEach((why, tag) ->
                add("construction", "HMAC " + why, Forged.text(header, payload, tag), Reason.INVALID_SIGNATURE));
        for (VectorKey each : List.of(key, xaes())) {
            Forged token = good(each);
            Map<String, byte[]> datas = new LinkedHashMap<>();
            datas.put("none", new byte[0]);
            datas.put("the header alone", token.header());
            datas.put("without a context", pae(ascii("mooring.token.v1"), token.header()));
            datas.put("an empty text for a context", pae(ascii("mooring.token.v1"), token.header(), new byte[0]));
            datas.put("of another version", pae(ascii("mooring.token.v2"), token.header(), pae()));
            datas.forEach((why, other) -> add(
                    "construction",
                    each.name() + ", associated data: " + why,
                    Forged.text(token.header(), token.sealedWith(other)),
                    Reason.INVALID_SIGNATURE));
        }
    }

    private void addContexts() {
        for (VectorKey key : List.of(hmac1(), xaes())) {
            String where = "context-" + key.name();
            Map<String, String> acme = Map.of("tenant", "acme");
            context(where, "none presented", key, acme, Map.of());
            context(where, "presented where none is bound", key, Map.of(), acme);
            context(where, "another value", key, acme, Map.of("tenant", "acmf"));
            context(where, "a value in capitals", key, acme, Map.of("tenant", "Acme"));
            context(where, "a value with a space", key, acme, Map.of("tenant", "acme "));
            context(where, "another name", key, acme, Map.of("tenants", "acme"));
            context(where, "an entry more", key, acme, Map.of("tenant", "acme", "principal", "ann"));
            context(where, "an entry less", key, Map.of("tenant", "acme", "principal", "ann"), acme);
            context(where, "values exchanged", key, Map.of("a", "x", "b", "y"), Map.of("a", "y", "b", "x"));
            context(
                    where,
                    "a character moved from the value to the name",
                    key,
                    Map.of("tenan", "tab"),
                    Map.of("tenant", "ab"));
            context(where, "two entries in one", key, Map.of("a", "b", "c", "d"), Map.of("a", "b,c=d"));
            context(where, "an empty value where none is bound", key, Map.of(), Map.of("tenant", ""));
            context(where, "composed for decomposed", key, Map.of("tenant", "e\u0301"), Map.of("tenant", "\u00e9"));
        }
        sealed(
                        "context",
                        "a flag without a context, presented with one",
                        good(hmac1()).flags(2),
                        Reason.INVALID_SIGNATURE)
                .putObject("context")
                .put("tenant", "acme");
    }

    private void context(
            String where, String why, VectorKey key, Map<String, String> bound, Map<String, String> presented) {
        ObjectNode vector = sealed(where, why, good(key).context(bound), Reason.INVALID_SIGNATURE);
        if (!presented.isEmpty()) {
            ObjectNode entries = vector.putObject("context");
            presented.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        }
    }

    private void addTimes() {
        time("expires when it is issued", ISSUED, ISSUED, AT, Reason.INVALID_SNAPSHOT);
        time("expires before it is issued", ISSUED, ISSUED - 1, AT, Reason.INVALID_SNAPSHOT);
        time("issued before 1970", -1, EXPIRES, AT, Reason.INVALID_SNAPSHOT);
        time("issued at the least time", Long.MIN_VALUE, EXPIRES, AT, Reason.INVALID_SNAPSHOT);
        time("issued and expires at the greatest time", Long.MAX_VALUE, Long.MAX_VALUE, AT, Reason.INVALID_SNAPSHOT);
        time("expires at the least time", ISSUED, Long.MIN_VALUE, AT, Reason.INVALID_SNAPSHOT);
        time("issued just before the greatest time", Long.MAX_VALUE - 1, Long.MAX_VALUE, AT, Reason.NOT_YET_VALID);
        time("issued a millisecond beyond the skew", ISSUED, EXPIRES, ISSUED - 30_001, Reason.NOT_YET_VALID);
        time("issued a day ahead", ISSUED, EXPIRES, ISSUED - DAY, Reason.NOT_YET_VALID);
        time("presented when it expires", ISSUED, EXPIRES, EXPIRES, Reason.EXPIRED);
        time("presented a millisecond later", ISSUED, EXPIRES, EXPIRES + 1, Reason.EXPIRED);
        time("presented within the skew after it expired", ISSUED, EXPIRES, EXPIRES + 29_999, Reason.EXPIRED);
        time("presented a year later", ISSUED, EXPIRES, EXPIRES + 365 * DAY, Reason.EXPIRED);
        time("older than the longest life", ISSUED, ISSUED + 2 * DAY, ISSUED + DAY, Reason.EXPIRED);
        time("older than the longest life, and never expires", ISSUED, Long.MAX_VALUE, ISSUED + DAY, Reason.EXPIRED);
        time("issued a millisecond before not-before", ISSUED, EXPIRES, AT, Reason.REVOKED)
                .put("notBefore", ISSUED + 1);
        time("issued long before not-before", ISSUED, EXPIRES, AT, Reason.REVOKED)
                .put("notBefore", AT + DAY);
        time("expired, and issued before not-before", ISSUED, EXPIRES, EXPIRES, Reason.EXPIRED)
                .put("notBefore", ISSUED + 1);
        time("not yet valid, and before not-before", ISSUED, EXPIRES, ISSUED - DAY, Reason.NOT_YET_VALID)
                .put("notBefore", ISSUED + 1);
        time("times that make no sense, and before not-before", ISSUED, ISSUED, AT, Reason.INVALID_SNAPSHOT)
                .put("notBefore", ISSUED + 1);
        sealed("time", "expired, and no snapshot", good(hmac1(), ascii("{}")), Reason.EXPIRED)
                .put("at", EXPIRES);
        sealed(
                        "time",
                        "expired, in CBOR and encrypted",
                        Forged.token("changed", xaes(), "cbor", least("cbor")),
                        Reason.EXPIRED)
                .put("at", EXPIRES);
        sealed(
                        "time",
                        "revoked, in CBOR and encrypted",
                        Forged.token("changed", xaes(), "cbor", least("cbor")),
                        Reason.REVOKED)
                .put("notBefore", AT);
    }

    private ObjectNode time(String why, long issued, long expires, long at, Reason reason) {
        return sealed("time", why, good(hmac1()).times(issued, expires), reason).put("at", at);
    }

    private void addAges() {
        for (SnapshotCodec codec : Vectors.CODECS) {
            age(codec, "as old as the server allows", ValidSnapshots.createdAt(AT - DAY), Reason.SESSION_TOO_OLD);
            age(codec, "created in 1970", ValidSnapshots.createdAt(0), Reason.SESSION_TOO_OLD);
            age(codec, "as old as itself allows", aged(AT - 61_000, Duration.ofSeconds(61)), Reason.SESSION_TOO_OLD);
            age(
                    codec,
                    "as old as the server allows, and itself more",
                    aged(AT - DAY, Duration.ofDays(30)),
                    Reason.SESSION_TOO_OLD);
            age(
                    codec,
                    "the greatest max age does not help",
                    aged(AT - DAY, Duration.ofSeconds((1L << 53) - 1)),
                    Reason.SESSION_TOO_OLD);
            age(
                    codec,
                    "created beyond the skew after the token was issued",
                    ValidSnapshots.createdAt(ISSUED + 30_001),
                    Reason.INVALID_SNAPSHOT);
            age(
                    codec,
                    "created on the last date",
                    ValidSnapshots.createdAt(8_640_000_000_000_000L),
                    Reason.INVALID_SNAPSHOT);
        }
    }

    private static SessionSnapshot aged(long createdAt, Duration maxAge) {
        return SessionSnapshot.builder("s", Instant.ofEpochMilli(createdAt))
                .maxAge(maxAge)
                .build();
    }

    private void age(SnapshotCodec codec, String why, SessionSnapshot snapshot, Reason reason) {
        sealed("age-" + codec.id(), why, Forged.token("age", hmac1(), codec.id(), codec.encode(snapshot)), reason);
    }

    private void addDeflate() {
        for (SnapshotCodec codec : Vectors.CODECS) {
            byte[] plain = codec.encode(ValidSnapshots.least());
            byte[] deflated = Forged.deflate(plain);
            String id = codec.id();
            Map<String, byte[]> broken = new LinkedHashMap<>();
            broken.put("nothing", new byte[0]);
            broken.put("a payload that is not deflated", plain);
            broken.put("a stream without its last byte", Arrays.copyOf(deflated, deflated.length - 1));
            broken.put("half a stream", Arrays.copyOf(deflated, deflated.length / 2));
            broken.put("a byte after the stream", Arrays.copyOf(deflated, deflated.length + 1));
            broken.put("two streams", join(deflated, deflated));
            broken.put("a stream of zlib", zlib(plain));
            broken.put("a block of an unknown kind", new byte[] {7});
            broken.put("an empty stream", Forged.deflate(new byte[0]));
            broken.put("deflated twice", Forged.deflate(deflated));
            broken.forEach((why, payload) -> sealed(
                    "deflate-" + id,
                    why,
                    Forged.token("deflate", hmac1(), id, payload).flags(1),
                    Reason.INVALID_SNAPSHOT));
            sealed(
                    "deflate-" + id,
                    "a stream without the flag",
                    Forged.token("deflate", hmac1(), id, deflated),
                    Reason.INVALID_SNAPSHOT);
            byte[] bomb = Arrays.copyOf(plain, 1_048_577);
            Arrays.fill(bomb, plain.length, bomb.length, (byte) ' ');
            for (VectorKey key : List.of(hmac1(), xaes())) {
                sealed(
                        "deflate-" + id,
                        "a byte more than is allowed, " + key.name(),
                        Forged.deflated("bomb", key, id, bomb),
                        Reason.TOO_LARGE);
                sealed(
                        "deflate-" + id,
                        "32 MiB of zeros, " + key.name(),
                        Forged.deflated("bomb", key, id, new byte[1 << 25]),
                        Reason.TOO_LARGE);
            }
        }
    }

    private static byte[] zlib(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void addVersions() {
        Map<String, byte[]> json = new LinkedHashMap<>();
        json.put("2", utf8(WrongJson.LEAST.replace("\"v\":1", "\"v\":2")));
        json.put("10, and the rest is no JSON", utf8("{\"v\":10,\"sessionId\":5,,,"));
        json.put("2^53", utf8("{\"v\":9007199254740992}"));
        json.put("2^64", utf8("{\"v\":18446744073709551616}"));
        json.forEach((why, document) ->
                sealed("version-json", why, Forged.token("version", hmac1(), "json", document), Reason.UNSUPPORTED));
        Map<String, byte[]> cbor = new LinkedHashMap<>();
        byte[] newer = WrongCbor.least();
        newer[2] = 2;
        cbor.put("2", newer);
        cbor.put("24, and nothing else", WrongCbor.hex("a1001818"));
        cbor.put("2, in a map of another form", WrongCbor.hex("a200 02 6161 f7"));
        cbor.forEach((why, document) ->
                sealed("version-cbor", why, Forged.token("version", xaes(), "cbor", document), Reason.UNSUPPORTED));
    }

    /** A document that is authentic and wrong, deflated where it would be too long for a text. */
    private void addDocument(String codec, String what, byte[] document) {
        Forged token = document.length < 2_048
                ? Forged.token("document", hmac1(), codec, document)
                : Forged.deflated("document", hmac1(), codec, document);
        sealed("document-" + codec, what, token, Reason.INVALID_SNAPSHOT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode sealed(String where, String why, Forged token, Reason reason) {
        return add(where, why, token.text(), reason).put("key", token.keyName());
    }

    /** Names are numbered within a group, so that a vector that is added at the end of one changes no other name. */
    private ObjectNode add(String where, String why, String text, Reason reason) {
        long number = vectors.stream()
                .filter(vector -> vector.get("name").asString().matches(where + "-[0-9]+"))
                .count();
        ObjectNode vector = JsonNodeFactory.instance
                .objectNode()
                .put("name", where + "-" + (number + 1))
                .put("why", why)
                .put("reason", reason.name())
                .put("at", AT)
                .put("text", text);
        vectors.add(vector);
        return vector;
    }
}
