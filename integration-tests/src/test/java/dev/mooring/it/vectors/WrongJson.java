package dev.mooring.it.vectors;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents that the JSON codec must refuse, by what is wrong with them. But for those that are wrong as a whole, each is the
 * least snapshot with one thing changed.
 */
final class WrongJson {
    static final String LEAST = """
            {"v":1,"sessionId":"s","createdAt":1767225600000,"lastActivity":1767225600000,"generation":1,"checkpoint":1,\
            "nextPositiveId":10,"nextNegativeId":-10,"nextPeerId":10,"imports":{},"exports":{},"variables":{},\
            "maxAgeSeconds":86400,"capabilities":[]}""";

    private static final String NUMBERS = """
            123456789012345678901234567890123
            10000000000000000000000000
            0.00000000000000000000000001
            1e00000000000000000000000001
            1e999999999
            -1e400
            1.8e308
            NaN
            Infinity
            -Infinity
            +1
            01
            .5
            5.
            0x10
            1_000
            - 1
            """;

    private static final String NO_VALUES = """
            []
            [5]
            [null]
            [{}]
            [true,1]
            [[],1]
            [[],[]]
            [""]
            ["unknown",1]
            ["Undefined"]
            ["undefined",null]
            ["nan",0]
            ["inf",1]
            ["-inf",1]
            ["+inf"]
            ["bigint"]
            ["bigint",5]
            ["bigint",""]
            ["bigint","-0"]
            ["bigint","00"]
            ["bigint","01"]
            ["bigint","+1"]
            ["bigint","0x10"]
            ["bigint"," 1"]
            ["bigint","1\\n"]
            ["bigint","1n"]
            ["bigint","\u0661"]
            ["bigint","1","1"]
            ["bytes"]
            ["bytes",5]
            ["bytes","AQ=="]
            ["bytes","AQI="]
            ["bytes","AQIDBA=="]
            ["bytes","="]
            ["bytes","===="]
            ["bytes","AQID="]
            ["bytes","AQID===="]
            ["bytes","A"]
            ["bytes","AQIDB"]
            ["bytes","AR"]
            ["bytes","AQJ"]
            ["bytes","_-AA"]
            ["bytes","A Q"]
            ["bytes","AQ\\n"]
            ["bytes","AQ","Uint8Array"]
            ["bytes","AQ","uint16Array"]
            ["bytes","AQ","Buffer"]
            ["bytes","AQ",null]
            ["bytes","AQ","Uint16Array"]
            ["bytes","AQIDBA","Float64Array"]
            ["bytes","AQI","Int16Array",1]
            ["date"]
            ["date","2026-01-01"]
            ["date",1.5]
            ["date",1.7e12]
            ["date",-0]
            ["date",8640000000000001]
            ["date",-8640000000000001]
            ["date",9223372036854775807]
            ["date",0,0]
            ["date",true]
            ["error"]
            ["error","E"]
            ["error","E",5]
            ["error",5,"m"]
            ["error","E","m",null]
            ["error","E","m",5]
            ["error","E","m",{}]
            ["error","E","m",{"a":1}]
            ["error","E","m",null,null]
            ["error","E","m",null,{}]
            ["error","E","m","s",{}]
            ["error","E","m","s",[[]]]
            ["error","E","m","s",{"a":1},1]
            ["error","E","m","s",{"a":1,"a":1}]
            ["url"]
            ["url",null]
            ["url","a","b"]
            ["headers"]
            ["headers",{}]
            ["headers",["a","b"]]
            ["headers",[["a"]]]
            ["headers",[["a",1]]]
            ["headers",[["a","b","c"]]]
            ["headers",[[]]]
            ["headers",[],1]
            ["stub"]
            ["stub",1]
            ["stub","r",1]
            ["promise",null]
            ["import",1]
            ["export",1]
            ["pipeline",1,[]]
            ["remap",1,[],[],[]]
            ["readable",1]
            ["writable",1]
            ["request","https://x.example/",{}]
            ["response",null,{}]
            ["blob","text/plain",["readable",1]]
            ["bytes","AQID","Int16Array"]
            """;

    /** References are for the tables. */
    private static final String NOT_IN_VARIABLES = """
            ["stub","r"]
            ["promise","r"]
            [[["stub","r"]]]
            {"a":["promise","r"]}
            ["error","E","m",null,{"a":["stub","r"]}]
            """;

    private static final String SURROGATES = """
            "\\ud800"
            "\\udc00"
            "\\uDBFFx"
            "\\ud83d\\ud83d\\ude00"
            "\\ude00\\ud83d"
            ["url","\\ud800"]
            ["error","\\ud800","m"]
            ["headers",[["a","\\udfff"]]]
            ["stub","\\ud800"]
            {"\\ud800":1}
            {"a\\ud83db":1}
            """;

    private static final String NO_JSON = """
            0/**/
            'a'
            {a:1}
            {'a':1}
            {"a":1,}
            [[1,]]
            [[,1]]
            [[1 2]]
            {"a" 1}
            "\t"
            "\\x"
            "\\u12"
            "a
            True
            undefined
            1 2
            \u00a00
            \u001e0
            """;

    private static final String OTHER_KINDS = """
            "sessionId":5
            "sessionId":null
            "sessionId":[["s"]]
            "createdAt":"1"
            "createdAt":1.0
            "lastActivity":1e3
            "lastActivity":["date",0]
            "generation":null
            "checkpoint":true
            "nextPositiveId":"10"
            "nextNegativeId":{}
            "nextPeerId":[10]
            "imports":null
            "imports":[]
            "exports":[[]]
            "exports":""
            "variables":[]
            "variables":null
            "maxAgeSeconds":86400.0
            "capabilities":{}
            "capabilities":null
            "capabilities":"a"
            "capabilities":[[]]
            """;

    private static final String OUT_OF_RANGE = """
            "createdAt":-1
            "createdAt":8640000000000001
            "createdAt":9223372036854775807
            "lastActivity":-1
            "generation":0
            "generation":9007199254740992
            "checkpoint":0
            "checkpoint":-9223372036854775809
            "nextPositiveId":0
            "nextPositiveId":-0
            "nextNegativeId":0
            "nextPeerId":0
            "maxAgeSeconds":0
            "maxAgeSeconds":18446744073709551616
            """;

    private static final String FIRST_FIELDS = "\"v\":1,\"sessionId\":\"s\"";

    private static final String VERSIONS = """
            "vv":1,"sessionId":"s"
            "":1,"sessionId":"s"
            "V":1,"sessionId":"s"
            "sessionId":"s","v":1
            "v":0,"sessionId":"s"
            "v":-1,"sessionId":"s"
            "v":-0,"sessionId":"s"
            "v":1.0,"sessionId":"s"
            "v":2.0,"sessionId":"s"
            "v":1e1,"sessionId":"s"
            "v":"2","sessionId":"s"
            "v":null,"sessionId":"s"
            "v":-99999999999999999999999999999,"sessionId":"s"
            """;

    private static final String NO_ENTRIES = """
            {}
            []
            null
            "stub"
            {"stub":null}
            {"stub":1}
            {"stub":"a","stub":"a"}
            {"stub":"a","promise":"a"}
            {"stub":"a","other":1}
            {"stub":"a","refs":0}
            {"stub":"a","refs":-1}
            {"stub":"a","refs":1.0}
            {"stub":"a","refs":"1"}
            {"stub":"a","refs":9007199254740992}
            {"stub":"a","refs":1,"refs":1}
            {"refs":1}
            {"stub":"a","pulled":false}
            {"pulled":true,"stub":"a"}
            {"pulled":true}
            {"stub":""}
            {"stub":"\\n"}
            {"promise":"\\u0085"}
            {"stub":"\\ud800"}
            """;

    private static final String TABLE_KEYS = """
            ""
            "0"
            "-0"
            "+1"
            "01"
            "-01"
            " 1"
            "1 "
            "1.0"
            "1e0"
            "a"
            "-"
            "--1"
            "\u0661"
            "1\\u0000"
            "9007199254740992"
            "-9007199254740992"
            "9223372036854775808"
            "99999999999999999999"
            """;

    private static final String VARIABLES = """
            "variables":{"a":1,"a":1}
            "variables":{"a":1,"\\u0061":2}
            "variables":{"x":{"a":1,"\\u0061":2}}
            "variables":{"x":{"":1,"b":1,"":1}}
            "variables":{},"\\u0076ariables":{}
            "variables":{"\\u0000":1}
            "variables":{"\\ud800":1}
            """;

    private static final String FIELDS = """
            "v":1,
            "sessionId":"s",
            "createdAt":1767225600000,
            "lastActivity":1767225600000,
            "generation":1,
            "checkpoint":1,
            "nextPositiveId":10,
            "nextNegativeId":-10,
            "nextPeerId":10,
            "imports":{},
            "exports":{},
            "variables":{},
            "maxAgeSeconds":86400,
            ,"capabilities":[]
            """;

    private final Map<String, byte[]> documents = new LinkedHashMap<>();

    private WrongJson() {}

    static Map<String, byte[]> documents() {
        WrongJson wrong = new WrongJson();
        wrong.addValues();
        wrong.addFields();
        wrong.addTables();
        wrong.addLimits();
        wrong.addWholeDocuments();
        wrong.addLater();
        return wrong.documents;
    }

    private void addValues() {
        each(NUMBERS, "a number spelled ", WrongJson::withVariable);
        each(NO_VALUES, "no value: ", WrongJson::withVariable);
        each(NOT_IN_VARIABLES, "a reference in a variable: ", WrongJson::withVariable);
        each(SURROGATES, "an unpaired surrogate: ", WrongJson::withVariable);
        each(NO_JSON, "no JSON: ", WrongJson::withVariable);
    }

    private void addFields() {
        each(OTHER_KINDS, "a field of another kind: ", WrongJson::withField);
        each(OUT_OF_RANGE, "a field out of its range: ", WrongJson::withField);
        each(FIELDS, "a field missing: ", field -> LEAST.replace(field, ""));
        each(FIELDS, "a field twice: ", field -> LEAST.replace(field, field + field));
        each(FIELDS, "a field misspelled: ", field -> LEAST.replace(field, field.replaceFirst("\"[a-z]", "\"Z")));
        each(VERSIONS, "the version not first or none: ", fields -> LEAST.replace(FIRST_FIELDS, fields));
        add("nothing but the version", "{\"v\":1}");
        add("an object without fields", "{}");
        each(VARIABLES, "names: ", field -> LEAST.replace("\"variables\":{}", field));
        add("a field that is not known", LEAST.replace("{\"v\":1,", "{\"v\":1,\"extra\":1,"));
        add("a session id that is empty", LEAST.replace("\"s\"", "\"\""));
        add("a session id with a control character", LEAST.replace("\"s\"", "\"\\u0085\""));
        add("a session id with an unpaired surrogate", LEAST.replace("\"s\"", "\"\\ud800\""));
        for (String capability : new String[] {"1", "null", "[\"a\"]", "\"\\ud800\"", "\"\\t\"", "\"a\","}) {
            add("a capability " + capability, LEAST.replace("[]", "[" + capability + "]"));
        }
    }

    private void addTables() {
        each(NO_ENTRIES, "no import: ", entry -> LEAST.replace("\"imports\":{}", "\"imports\":{\"1\":" + entry + "}"));
        each(NO_ENTRIES, "no export: ", entry -> LEAST.replace("\"exports\":{}", "\"exports\":{\"-1\":" + entry + "}"));
        each(
                TABLE_KEYS,
                "no id: ",
                key -> LEAST.replace("\"imports\":{}", "\"imports\":{" + key + ":{\"stub\":\"a\"}}"));
        for (String id : new String[] {"10", "11", "9007199254740991"}) {
            String entry = "{\"" + id + "\":{\"stub\":\"a\"}}";
            add(
                    "an import id of ours at or above the next, " + id,
                    LEAST.replace("\"imports\":{}", "\"imports\":" + entry));
            add(
                    "an export id of theirs at or above the next, " + id,
                    LEAST.replace("\"exports\":{}", "\"exports\":" + entry));
            String negative = entry.replace("{\"" + id, "{\"-" + id);
            add(
                    "an export id of ours at or below the next, -" + id,
                    LEAST.replace("\"exports\":{}", "\"exports\":" + negative));
        }
        add(
                "an id twice",
                LEAST.replace("\"exports\":{}", "\"exports\":{\"1\":{\"stub\":\"a\"},\"\\u0031\":{\"stub\":\"a\"}}"));
        for (String entry :
                new String[] {"{\"resolved\":1}", "{\"rejected\":1}", "{\"promise\":\"p\",\"pulled\":false}"}) {
            add(
                    "an export among imports: " + entry,
                    LEAST.replace("\"imports\":{}", "\"imports\":{\"1\":" + entry + "}"));
        }
        for (String entry :
                new String[] {"{\"value\":1}", "{\"promise\":\"p\",\"pulled\":1}", "{\"resolved\":1,\"pulled\":true}"
                }) {
            add("no export: " + entry, LEAST.replace("\"exports\":{}", "\"exports\":{\"1\":" + entry + "}"));
        }
    }

    private void addLimits() {
        String ids = LEAST.replace("\"nextPositiveId\":10", "\"nextPositiveId\":20000")
                .replace("\"nextPeerId\":10", "\"nextPeerId\":20000");
        add("10,001 imports", ids.replace("\"imports\":{}", "\"imports\":" + object(10_001, "{\"stub\":\"r\"}")));
        add("10,001 exports", ids.replace("\"exports\":{}", "\"exports\":" + object(10_001, "{\"stub\":\"r\"}")));
        add("1,001 variables", LEAST.replace("\"variables\":{}", "\"variables\":" + object(1_001, "0")));
        add("1,001 capabilities", LEAST.replace("[]", array(1_001, "\"c\"")));
        add("a capability of 257 units", LEAST.replace("[]", "[\"" + "c".repeat(257) + "\"]"));
        add(
                "a variable's name of 257 units",
                LEAST.replace("\"variables\":{}", "\"variables\":{\"" + "c".repeat(257) + "\":0}"));
        add("a session id of 257 bytes", LEAST.replace("\"s\"", "\"" + "s".repeat(257) + "\""));
        add("a session id of 129 characters and 258 bytes", LEAST.replace("\"s\"", "\"" + "\u00e9".repeat(129) + "\""));
        add(
                "a reference of 1,025 units",
                LEAST.replace("\"imports\":{}", "\"imports\":{\"1\":{\"stub\":\"" + "r".repeat(1_025) + "\"}}"));
        add("an array of 1,001 elements", withVariable("[" + array(1_001, "0") + "]"));
        add("an object of 101 members", withVariable(object(101, "0")));
        add("headers of 1,001 fields", withVariable("[\"headers\"," + array(1_001, "[\"a\",\"b\"]") + "]"));
        add("an error of 101 properties", withVariable("[\"error\",\"\",\"\",null," + object(101, "0") + "]"));
        add("65 levels of arrays", withVariable("[[".repeat(64) + "0" + "]]".repeat(64)));
        add("65 levels of objects", withVariable("{\"a\":".repeat(64) + "0" + "}".repeat(64)));
        add(
                "65 levels of errors",
                withVariable("[\"error\",\"\",\"\",null,{\"a\":".repeat(64) + "0" + "}]".repeat(64)));
        add("20,000 arrays that are never closed", withVariable("[".repeat(20_000)));
        add("a big integer of 8,193 bits", withVariable("[\"bigint\",\"" + BigInteger.ONE.shiftLeft(8_192) + "\"]"));
        add("a number of 1,001 digits", withVariable("1".repeat(1_001)));
    }

    private void addWholeDocuments() {
        for (String document : new String[] {"", " ", "null", "true", "0", "\"\"", "[]", "[[]]", "{", "}", "nul"}) {
            add("the whole document: " + (document.isBlank() ? document.length() + " spaces" : document), document);
        }
        for (String more : new String[] {"{}", " x", "\u0000", ",", "}", "//", "null", "\ufeff"}) {
            add("followed by " + more, LEAST + more);
        }
        add("a byte order mark", "\ufeff" + LEAST);
        documents.put("UTF-16", LEAST.getBytes(StandardCharsets.UTF_16BE));
        documents.put("UTF-32", Arrays.copyOf(LEAST.getBytes(Charset.forName("UTF-32BE")), 4 * LEAST.length()));
        for (String bytes :
                new String[] {"c0af", "c080", "e0808f", "eda080", "eda0bdedb880", "f4908080", "80", "c3", "ff"}) {
            documents.put("no UTF-8: " + bytes, broken(bytes));
        }
    }

    /** At the end, so that those before keep their names. */
    private void addLater() {
        BigInteger magnitude = BigInteger.ONE.shiftLeft(8_192).add(BigInteger.ONE);
        add("a negative big integer of 8,193 bits", withVariable("[\"bigint\",\"-" + magnitude + "\"]"));
        // the lowest eight bits of both are those of a digit
        add("an escape with digits of other scripts", withVariable("\"\\u00\u0130\u0141\""));
    }

    private static byte[] broken(String hex) {
        String[] parts = withVariable("\"|\"").split("\\|");
        return Ciphers.join(Ciphers.ascii(parts[0]), HexFormat.of().parseHex(hex), Ciphers.ascii(parts[1]));
    }

    private void each(String lines, String what, UnaryOperator<String> document) {
        lines.lines().forEach(line -> add(what + line, document.apply(line)));
    }

    private void add(String what, String document) {
        if (document.equals(LEAST) || documents.put(what, document.getBytes(StandardCharsets.UTF_8)) != null) {
            throw new AssertionError(what);
        }
    }

    static String withVariable(String json) {
        return LEAST.replace("\"variables\":{}", "\"variables\":{\"x\":" + json + "}");
    }

    private static String withField(String field) {
        String name = field.substring(0, field.indexOf(':') + 1);
        return LEAST.replaceFirst(name + "(-?[0-9]+|\"s\"|\\{\\}|\\[\\])", field);
    }

    private static String object(int entries, String value) {
        return IntStream.rangeClosed(1, entries)
                .mapToObj(i -> "\"" + i + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(int elements, String value) {
        return IntStream.range(0, elements).mapToObj(i -> value).collect(Collectors.joining(",", "[", "]"));
    }
}
