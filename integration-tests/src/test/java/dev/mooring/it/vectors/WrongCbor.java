package dev.mooring.it.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Documents that the CBOR codec must refuse, by what is wrong with them. But for those that are wrong as a whole, each is the
 * least snapshot, or one with a table, with one thing changed.
 */
final class WrongCbor {
    private static final String TIME = "1b" + HexFormat.of().toHexDigits(Forged.ISSUED_AT);

    /** Version 1, session id "s", both times, generation and checkpoint 1, next ids 1, -1, 1. */
    private static final String FIRST = "0001 016173 02" + TIME + " 03" + TIME + " 0401 0501 0601 0720 0801";

    /** A max age of 3,600 seconds, no capabilities. */
    private static final String LAST = "0c190e10 0d80";

    private static final String VALUES = """
            tagged text | c06161
            tagged integer | c401
            tagged map | d81ba0
            two tags | c1c100
            date as text | c16161
            date as big integer | c1c24101
            date as bytes | c14101
            date with integral float | c1f93c00
            date with negative zero | c1f98000
            date with infinity | c1f97c00
            date not nearest to a millisecond | c1fb3f50624dd2f1a9fd
            date as single that is no millisecond | c1fa3f000001
            date a second too late | c11b000007dba8218001
            date a second too early | c13b000007dba8218000
            date a fraction too late | c1fb429f6ea100000001
            big integer as integer | c201
            big integer as text | c26131
            big integer with a leading zero | c2420001
            zero with content | c24100
            minus one with content | c34100
            integer of 2^53 | 1b0020000000000000
            integer of -2^53 | 3b001fffffffffffff
            integer of 2^64-1 | 1bffffffffffffffff
            integer of -2^64 | 3bffffffffffffffff
            integer in two bytes | 1817
            integer in three bytes | 1900ff
            integer in five bytes | 1a0000ffff
            integer in nine bytes | 1b00000000ffffffff
            negative in two bytes | 3817
            text length in two bytes | 780161
            array length in two bytes | 9800
            map length in two bytes | b800
            tag in three bytes | d9001b826375726c6161
            bytes of indefinite length | 5f4101ff
            text of indefinite length | 7f6161ff
            array of indefinite length | 9f01ff
            map of indefinite length | bf616101ff
            single that is a half | fa3f800000
            double that is a single | fb47efffffe0000000
            NaN with a payload | f97e01
            NaN with a sign | f9fe00
            signalling NaN | f97d00
            single NaN | fa7fc00000
            double NaN | fb7ff8000000000000
            simple value 0 | e0
            simple value 19 | f3
            simple value 24 in two bytes | f818
            simple value 20 in two bytes | f814
            simple value 255 | f8ff
            overlong slash | 62c0af
            overlong NUL | 62c080
            overlong three bytes | 63e0808f
            high surrogate | 63eda080
            surrogate pair | 66eda0bdedb880
            above U+10FFFF | 64f4908080
            lone continuation | 6180
            cut character | 61c3
            object with integer key | a10102
            object with byte-string key | a1416102
            object with null key | a1f602
            object with array key | a18002
            object with a key twice | a2616101616102
            object with keys alike | a2616101616101
            named object without name | d81b80
            named object with number as name | d81b82016161
            named object with tagged name | d81b82c1006161
            unknown named object | d81b8265626c6f62736161
            blob | d81b8264626c6f6240
            name in capitals | d81b826355524c6161
            URL without href | d81b816375726c
            URL with more | d81b836375726c61616161
            URL as bytes | d81b826375726c4161
            headers as map | d81b826768656164657273a0
            headers with one text | d81b82676865616465727381816161
            headers with three texts | d81b8267686561646572738183616161616161
            headers with a number | d81b8267686561646572738182616101
            headers with tagged field | d81b82676865616465727381d81b8261616161
            headers tagged within | d81b826768656164657273d81b80
            headers flat | d81b8267686561646572738261616161
            stub without reference | d81b816473747562
            stub with null | d81b826473747562f6
            promise with bytes | d81b826770726f6d69736541aa
            bytes without kind | d81b826562797465734101
            bytes of kind Uint8Array | d81b8365627974657341016a55696e74384172726179
            bytes of unknown kind | d81b83656279746573410163466f6f
            bytes of a wrong length | d81b8365627974657341016a496e7431364172726179
            bytes as text | d81b8365627974657361016b4172726179427566666572
            bytes as undefined | d81b83656279746573f76b4172726179427566666572
            bytes as null | d81b83656279746573f66b4172726179427566666572
            bytes with more | d81b8465627974657341016b417272617942756666657200
            error without message | d81b82656572726f726145
            error with null stack alone | d81b84656572726f726145616df6
            error with undefined stack | d81b85656572726f726145616df7a1616101
            error with empty properties | d81b85656572726f726145616df6a0
            error with properties as array | d81b85656572726f726145616df680
            error with properties for stack | d81b84656572726f726145616da1616101
            error with properties twice | d81b86656572726f726145616df6a1616101a1616101
            error with a property twice | d81b85656572726f726145616df6a2616101616102
            error with number as type | d81b83656572726f7201616d
            two items for one | 0101
            """;

    /** References are for the tables. */
    private static final String NOT_IN_VARIABLES = """
            a stub | d81b8264737475626172
            a promise | d81b826770726f6d6973656172
            """;

    private static final String TABLES = """
            empty table | a0
            array | 80
            tagged | d81ba10182016161
            text key | a1613182016161
            id zero | a10082016161
            id spelled long | a1180182016161
            id too big | a11b002000000000000082016161
            id as big integer | a1c2410182016161
            id as float | a1f93c0082016161
            id as tagged integer | a1c10182016161
            id twice | a201820161610182016162
            ids descending | a202820161610182016162
            negative first | a220820161610182016162
            entry of one | a1018101
            entry of none | a10180
            entry of four | a101840161610203
            entry as map | a101a0
            entry tagged | a101d81b82016161
            kind as text | a1018261316161
            kind tagged | a10182c1016161
            kind as big integer | a10182c241016161
            kind negative | a10182206161
            kind unknown | a10182056161
            kind far out | a101821b00000001000000006161
            reference as number | a101820101
            reference as bytes | a10182014161
            reference count 1 | a1018301616101
            reference count 0 | a1018301616100
            reference count negative | a1018301616120
            reference count as float | a10183016161f94000
            reference count as date | a10183016161c102
            reference count as big integer | a10183016161c24102
            reference count null | a10183016161f6
            reference count above 2^53 | a101830161611b0020000000000000
            kind 1 without reference | a101820160
            """;

    private static final String VARIABLES = """
            not ascending | a2616201616101
            longer first | a262616101616201
            twice | a2616101616101
            integer key | a10101
            array | 80
            null | f6
            """;

    private static final String FIRST_FIELDS = """
            version 0 | 0001 > 0000
            version as text | 0001 > 006131
            session id as bytes | 016173 > 014173
            session id as integer | 016173 > 0101
            session id empty | 016173 > 0160
            session id with a control character | 016173 > 01610a
            session id of a surrogate | 016173 > 0163eda080
            created before 1970 | 02TT > 0220
            created after the last date | 02TT > 021b001eb208c2dc0001
            a date for a time | 02TT > 02c100
            a float for a time | 02TT > 02f90000
            undefined for a time | 02TT > 02f7
            null for a time | 02TT > 02f6
            a big integer for a time | 02TT > 02c24101
            a time spelled long | 03TT > 031a00000001
            generation 0 | 0401 > 0400
            generation 2^53 | 0401 > 041b0020000000000000
            checkpoint 0 | 0501 > 0500
            checkpoint negative | 0501 > 0520
            checkpoint spelled long | 0501 > 051801
            next positive id 0 | 0601 > 0600
            next negative id 0 | 0720 > 0700
            next negative id positive | 0720 > 0701
            next peer id 0 | 0801 > 0800
            a text key | 0001 > 613001
            keys not ascending | 0401 0501 > 0501 0401
            """;

    private final Map<String, byte[]> documents = new LinkedHashMap<>();

    private WrongCbor() {}

    static Map<String, byte[]> documents() {
        WrongCbor wrong = new WrongCbor();
        wrong.addFields();
        wrong.addValuesAndTables();
        wrong.addLimits();
        wrong.addWholeDocuments();
        wrong.addLater();
        return wrong.documents;
    }

    static byte[] least() {
        return withVariables("a0");
    }

    private void addFields() {
        each(FIRST_FIELDS, "", change -> {
            String[] sides = change.replace("TT", TIME).split(" > ");
            String changed = FIRST.replaceFirst(sides[0], sides[1]);
            return changed.equals(FIRST) ? least() : document(12, changed + "0ba0" + LAST);
        });
        add("version not first", document(12, FIRST.replace("0001 016173", "016173 0001") + "0ba0" + LAST));
        add("a key twice", document(13, FIRST.replace("016173", "016173 016173") + "0ba0" + LAST));
        add("next peer id missing", document(11, FIRST.replace("0801", "") + "0ba0" + LAST));
        add("an empty table of exports", document(13, FIRST + "0aa0 0ba0" + LAST));
        add("variables missing", document(11, FIRST + LAST));
        add("max age missing", document(11, FIRST + "0ba0 0d80"));
        add("capabilities missing", document(11, FIRST + "0ba0 0c190e10"));
        add("max age 0", document(12, FIRST + "0ba0 0c00 0d80"));
        add("capabilities as map", document(12, FIRST + "0ba0 0c190e10 0da0"));
        add("capabilities tagged", document(12, FIRST + "0ba0 0c190e10 0dd81b80"));
        add("a capability as number", document(12, FIRST + "0ba0 0c190e10 0d8101"));
        add("a capability with a control character", document(12, FIRST + "0ba0 0c190e10 0d816100"));
        add("a field that is not known", document(13, FIRST + "0ba0" + LAST + "0e00"));
        add("a negative field", document(13, FIRST + "0ba0" + LAST + "2000"));
        add("max age after capabilities", document(12, FIRST + "0ba0 0d80 0c190e10"));
        add("a map of one entry too few", document(11, FIRST + "0ba0" + LAST));
        add("a map of one entry too many", document(13, FIRST + "0ba0" + LAST));
    }

    private void addValuesAndTables() {
        each(VALUES, "a value: ", WrongCbor::withVariable);
        each(NOT_IN_VARIABLES, "a reference in a variable: ", WrongCbor::withVariable);
        each(TABLES, "imports: ", WrongCbor::withImports);
        each(TABLES, "exports: ", WrongCbor::withExports);
        each(VARIABLES, "variables: ", WrongCbor::withVariables);
        add("a rejected import", withImports("a101820301"));
        add("a pulled import", withImports("a10182046161"));
        add("an import id of ours at the next", withImports("a118ff82016161"));
        add("an export id of theirs at the next", withExports("a118ff82016161"));
        add("an export id of ours at the next", withExports("a138fe82016161"));
        add("a reference with a control character", withImports("a10182016109"));
    }

    private void addLimits() {
        add(
                "10,001 imports",
                document(13, FIRST.replace("0601", "06194e20") + "09 b92711" + entries(10_001) + "0ba0" + LAST));
        add(
                "10,001 exports",
                document(13, FIRST.replace("0801", "08194e20") + "0a b92711" + entries(10_001) + "0ba0" + LAST));
        add(
                "1,001 variables",
                withVariables("b903e9"
                        + LongStream.range(0, 1_001)
                                .mapToObj(i -> "64"
                                        + HexFormat.of()
                                                .formatHex(
                                                        String.format("%04d", i).getBytes(StandardCharsets.US_ASCII))
                                        + "00")
                                .collect(Collectors.joining())));
        add("1,001 capabilities", document(12, FIRST + "0ba0 0c190e10 0d9903e9" + "6163".repeat(1_001)));
        add("a capability of 257 units", document(12, FIRST + "0ba0 0c190e10 0d81790101" + "63".repeat(257)));
        add("a variable's name of 257 units", withVariables("a1790101" + "63".repeat(257) + "00"));
        add(
                "a session id of 257 bytes",
                document(12, FIRST.replace("016173", "01790101" + "73".repeat(257)) + "0ba0" + LAST));
        add("a reference of 1,025 units", withImports("a1018201790401" + "72".repeat(1_025)));
        add("an array of 1,001 elements", withVariable("9903e9" + "00".repeat(1_001)));
        add("headers of 1,001 fields", withVariable("d81b8267686561646572739903e9" + "826060".repeat(1_001)));
        add("an object of 101 members", withVariable("b865" + members()));
        add("an error of 101 properties", withVariable("d81b85656572726f726145616df6b865" + members()));
        add("65 levels of arrays", withVariable("81".repeat(64) + "00"));
        add("65 levels of objects", withVariable("a16161".repeat(64) + "00"));
        add("65 levels of errors", withVariable("d81b85656572726f726145616df6a16163".repeat(64) + "00"));
        add("20,000 arrays within each other", withVariable("81".repeat(20_000)));
        add("a big integer of 8,193 bits", withVariable("c259040101" + "00".repeat(1_024)));
        add("bytes of 2^31-1", withVariable("5a7fffffff00"));
        add("bytes of 2^63-1", withVariable("5b7fffffffffffffff00"));
        add("bytes of 2^64-1", withVariable("5bffffffffffffffff00"));
        add("an array of 2^31-1", withVariable("9a7fffffff01"));
        add("a map of 2^64-1", withVariable("bbffffffffffffffff6161"));
    }

    private void addWholeDocuments() {
        add("nothing", new byte[0]);
        for (String whole : new String[] {"00", "f6", "80", "a0", "6161", "ff", "1c", "fc", "5f", "bf"}) {
            add("the whole document: " + whole, hex(whole));
        }
        for (String more : new String[] {"00", "f6", "80", "ff"}) {
            add("followed by " + more, Ciphers.join(least(), hex(more)));
        }
        add("behind the tag of self-described CBOR", Ciphers.join(hex("d9d9f7"), least()));
        add("a map of indefinite length", hex("bf" + FIRST + "0ba0" + LAST + "ff"));
        add("a map whose length is spelled long", hex("b80c" + FIRST + "0ba0" + LAST));
        byte[] least = least();
        for (int length = 1; length < least.length; length += 4) {
            add("the first " + length + " bytes", Arrays.copyOf(least, length));
        }
    }

    /** At the end, so that those before keep their names. */
    private void addLater() {
        String first = FIRST.replace("0601", "0602").replace("0720", "0721");
        String imports = "09 a10182016161";
        String exports = "0a a12082016161";
        String last = "0ba0" + LAST + "20";
        add("a negative key without a field", document(13, first + last));
        add("a negative key without a field, with imports", document(14, first + imports + last));
        add("a negative key without a field, with exports", document(14, first + exports + last));
        add("a negative key without a field, with both tables", document(15, first + imports + exports + last));
    }

    private static String entries(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> integer(id) + "82016172")
                .collect(Collectors.joining());
    }

    private static String integer(long number) {
        return number < 24
                ? HexFormat.of().toHexDigits((byte) number)
                : number < 256
                        ? "18" + HexFormat.of().toHexDigits((byte) number)
                        : "19" + HexFormat.of().toHexDigits((short) number);
    }

    private static String members() {
        return LongStream.range(0, 101)
                .mapToObj(i -> "62" + HexFormat.of().toHexDigits((short) (0x3030 + i / 10 * 256 + i % 10)) + "00")
                .collect(Collectors.joining());
    }

    private void each(String lines, String where, Function<String, byte[]> document) {
        lines.lines().forEach(line -> {
            String[] sides = line.split(" \\| ");
            add(where + sides[0], document.apply(sides[1]));
        });
    }

    private void add(String what, byte[] document) {
        if (Arrays.equals(document, least()) || documents.put(what, document) != null) {
            throw new AssertionError(what);
        }
    }

    private static byte[] document(int entries, String fields) {
        return hex(HexFormat.of().toHexDigits((byte) (0xa0 + entries)) + fields);
    }

    static byte[] withVariable(String value) {
        return withVariables("a16178" + value);
    }

    private static byte[] withVariables(String map) {
        return document(12, FIRST + "0b" + map + LAST);
    }

    private static byte[] withImports(String map) {
        return document(13, FIRST.replace("0601", "0618ff") + "09" + map + "0ba0" + LAST);
    }

    private static byte[] withExports(String map) {
        return document(13, FIRST.replace("0720", "0738fe").replace("0801", "0818ff") + "0a" + map + "0ba0" + LAST);
    }

    static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replace(" ", ""));
    }
}
