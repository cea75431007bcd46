package dev.mooring.it.vectors;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the tokens that open. */
final class MadeValid {
    static final long MINUTE = 60_000;
    static final long DAY = 1_440 * MINUTE;
    private static final long AT = Forged.ISSUED_AT + MINUTE;

    private final List<ObjectNode> vectors = new ArrayList<>();

    List<ObjectNode> vectors() {
        addSnapshots();
        addKeys();
        addContexts();
        addTimes();
        addSpellings();
        return vectors;
    }

    /** Every snapshot with both codecs, and the profiles deflated. */
    private void addSnapshots() {
        for (SnapshotCodec codec : Vectors.CODECS) {
            ValidSnapshots.all().forEach((name, snapshot) -> add(name, "hmac-1", codec, snapshot));
            for (String name : List.of("small", "typical", "everything")) {
                for (String key : List.of("hmac-1", "xaes-256-gcm")) {
                    byte[] plain = codec.encode(ValidSnapshots.all().get(name));
                    Token token = new Token(name + "-deflated", key, codec, plain);
                    add(token, Forged.deflated(token.fullName(), token.vectorKey(), codec.id(), plain));
                }
            }
        }
    }

    /** Every key with both codecs, with everything that there is. */
    private void addKeys() {
        for (SnapshotCodec codec : Vectors.CODECS) {
            for (VectorKey key : MadeKeys.all()) {
                if (!key.name().equals("hmac-1")) {
                    add("least", key.name(), codec, ValidSnapshots.least());
                    add("everything", key.name(), codec, ValidSnapshots.everything());
                }
            }
            add("typical", "xaes-256-gcm", codec, ValidSnapshots.all().get("typical"));
        }
    }

    private void addContexts() {
        Map<String, String> several = new LinkedHashMap<>();
        several.put("tenant", "acme");
        several.put("principal", "ann@example.com");
        several.put("a.b", "");
        several.put("a-b", "=");
        several.put("a_b", "ß語𝄞\u0000\n");
        several.put("0", "x".repeat(1_024));
        Map<String, Map<String, String>> contexts = new LinkedHashMap<>();
        contexts.put("tenant", Map.of("tenant", "acme"));
        contexts.put("empty-value", Map.of("tenant", ""));
        contexts.put("longest-name", Map.of("n".repeat(64), "é".repeat(512)));
        contexts.put("several", several);
        contexts.forEach((name, context) -> {
            for (SnapshotCodec codec : Vectors.CODECS) {
                for (String key : List.of("hmac-1", "xaes-256-gcm")) {
                    Token token = new Token("context-" + name, key, codec, codec.encode(ValidSnapshots.least()));
                    ObjectNode vector = add(token, token.forged().context(context));
                    ObjectNode entries = vector.putObject("context");
                    context.forEach(entries::put);
                }
            }
        });
    }

    /** The ends of every span of time. */
    private void addTimes() {
        long issued = Forged.ISSUED_AT;
        long expires = Forged.EXPIRES_AT;
        SnapshotCodec codec = Vectors.CODECS.get(0);
        byte[] least = codec.encode(ValidSnapshots.least());
        time("when-issued", least, issued, expires).put("at", issued);
        time("last-millisecond", least, issued, expires).put("at", expires - 1);
        time("issued-at-the-end-of-the-skew", least, issued, expires).put("at", issued - 30_000);
        time("one-millisecond-of-life", least, issued, issued + 1).put("at", issued);
        time("never-expires", least, issued, Value.MAX_INTEGER);
        time("issued-not-before", least, issued, expires).put("notBefore", issued);
        byte[] later = codec.encode(ValidSnapshots.createdAt(issued + 30_000));
        time("created-after-issued-within-the-skew", later, issued, expires);
        byte[] yesterday = codec.encode(ValidSnapshots.createdAt(issued + MINUTE - DAY + 1));
        time("last-millisecond-of-the-session", yesterday, issued, expires);
        time("last-millisecond-of-the-longest-life", later, issued, issued + 2 * DAY)
                .put("at", issued + DAY - 1);
        byte[] first = codec.encode(ValidSnapshots.createdAt(0));
        time("issued-in-1970", first, 0, 1).put("at", 0);
    }

    private ObjectNode time(String name, byte[] payload, long issued, long expires) {
        Token token = new Token("time-" + name, "hmac-1", Vectors.CODECS.get(0), payload);
        return add(token, token.forged().times(issued, expires));
    }

    /** Documents that are read, and that no writer of ours spells so. CBOR has but one spelling for each. */
    private void addSpellings() {
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put(
                "white-space", " \r\n\t" + WrongJson.LEAST.replace(",", " ,\n").replace(":", "\t: ") + "\n");
        spellings.put(
                "order-of-fields",
                WrongJson.LEAST.replace(",\"capabilities\":[]", "").replace("\"v\":1", "\"v\":1,\"capabilities\":[]"));
        spellings.put(
                "order-of-ids-and-names",
                WrongJson.LEAST
                        .replace(
                                "\"imports\":{}",
                                "\"imports\":{\"-1\":{\"stub\":\"a\"},\"9\":{\"stub\":\"b\"},\"1\":{\"stub\":\"c\"}}")
                        .replace("\"variables\":{}", "\"variables\":{\"b\":1,\"a\":2}"));
        spellings.put(
                "defaults",
                WrongJson.LEAST.replace(
                        "\"exports\":{}", "\"exports\":{\"-1\":{\"refs\":1,\"pulled\":false,\"promise\":\"p\"}}"));
        spellings.put("escapes", WrongJson.withVariable("\"\\u0061\\/\\ud83d\\uDE00\\u00e9\""));
        spellings.put(
                "escaped-names", WrongJson.LEAST.replace("\"variables\":{}", "\"\\u0076ariables\":{\"\\u0078\":1}"));
        spellings.put(
                "numbers",
                WrongJson.withVariable(
                        "[[-0,1.0,1e2,1E+2,1e+21,0.0000012345678901234567,9007199254740992,-9007199254740993,"
                                + "18446744073709551616,9999999999999999999999999,1e-999,-1e-400]]"));
        spellings.forEach((name, document) -> add(new Token(
                "spelled-otherwise-" + name,
                "hmac-1",
                Vectors.CODECS.get(0),
                document.getBytes(StandardCharsets.UTF_8))));
    }

    /** What goes into a vector. */
    private record Token(String name, String key, SnapshotCodec codec, byte[] payload) {
        String fullName() {
            return codec.id() + "-" + key + "-" + name;
        }

        VectorKey vectorKey() {
            return MadeKeys.named(key);
        }

        Forged forged() {
            return Forged.token(fullName(), vectorKey(), codec.id(), payload);
        }

        String document() {
            try {
                SessionSnapshot snapshot = codec.decode(payload, SnapshotLimits.DEFAULT);
                return new String(Vectors.CODECS.get(0).encode(snapshot), StandardCharsets.UTF_8);
            } catch (SnapshotFormatException e) {
                throw new AssertionError(fullName(), e);
            }
        }
    }

    private void add(String name, String key, SnapshotCodec codec, SessionSnapshot snapshot) {
        add(new Token(name, key, codec, codec.encode(snapshot)));
    }

    private void add(Token token) {
        add(token, token.forged());
    }

    private ObjectNode add(Token token, Forged forged) {
        ObjectNode vector = JsonNodeFactory.instance
                .objectNode()
                .put("name", token.fullName())
                .put("key", token.key())
                .put("at", AT)
                .put("text", forged.text());
        vector.set("header", forged.fields());
        vector.put("payload", HexFormat.of().formatHex(token.payload())).put("document", token.document());
        vectors.add(vector);
        return vector;
    }
}
