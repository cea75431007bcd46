package dev.mooring.it.attacks;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * One snapshot spelled for both codecs, so that both can be made wrong in the same way.
 *
 * @param json the JSON
 * @param cbor the CBOR, in hexadecimal
 */
record Document(String json, String cbor) {
    private static final long CREATED = Kit.CREATED.toEpochMilli();

    /** The least snapshot with one variable. */
    static Document variable(String json, String cbor) {
        return parts(
                "\"imports\":{},\"exports\":{},\"variables\":{\"" + Kit.VARIABLE + "\":" + json + "}",
                "0ba1" + text(Kit.VARIABLE) + cbor);
    }

    /** The least snapshot with one import. */
    static Document imports(String json, String cbor) {
        return parts("\"imports\":{" + json + "},\"exports\":{},\"variables\":{}", "09" + cbor + "0ba0");
    }

    /** The least snapshot with one export. */
    static Document exports(String json, String cbor) {
        return parts("\"imports\":{},\"exports\":{" + json + "},\"variables\":{}", "0a" + cbor + "0ba0");
    }

    private static Document parts(String json, String cbor) {
        return new Document(
                "{\"v\":1,\"sessionId\":\"" + Kit.SESSION + "\",\"createdAt\":" + CREATED + ",\"lastActivity\":"
                        + CREATED
                        + ",\"generation\":1,\"checkpoint\":1,\"nextPositiveId\":10,\"nextNegativeId\":-10,\"nextPeerId\":10,"
                        + json + ",\"maxAgeSeconds\":3600,\"capabilities\":[\"" + Kit.CAPABILITY + "\"]}",
                (cbor.startsWith("0b") ? "ac" : "ad") + "0001" + "01" + text(Kit.SESSION) + "021b" + hex(CREATED)
                        + "031b"
                        + hex(CREATED) + "0401" + "0501" + "060a" + "0729" + "080a" + cbor + "0c190e10" + "0d81"
                        + text(Kit.CAPABILITY));
    }

    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** A CBOR text of 24 to 255 bytes, or shorter. */
    static String text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String head = utf8.length < 24
                ? HexFormat.of().toHexDigits((byte) (0x60 + utf8.length))
                : "78" + HexFormat.of().toHexDigits((byte) utf8.length);
        return head + HexFormat.of().formatHex(utf8);
    }

    /** One spelling, which comes once in each, exchanged for another. */
    Document replacing(String json, String byJson, String cbor, String byCbor) {
        return new Document(exchanged(this.json, json, byJson, 1), exchanged(this.cbor, cbor, byCbor, 2));
    }

    /** Looks at every place at which a byte can start: each so many digits. */
    private static String exchanged(String text, String piece, String by, int digits) {
        int[] places = IntStream.rangeClosed(0, text.length() - piece.length())
                .filter(at -> at % digits == 0 && text.startsWith(piece, at))
                .toArray();
        if (places.length != 1) {
            throw new IllegalArgumentException("There are " + places.length + " of " + piece);
        }
        return text.substring(0, places[0]) + by + text.substring(places[0] + piece.length());
    }

    byte[] bytes(String codec) {
        return codec.equals("json")
                ? json.getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(cbor);
    }
}
