package dev.mooring.crypto.hmac;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.support.Vectors;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ATTACKS E01: all of Wycheproof's vectors for HMAC-SHA256, whatever the sizes of key and tag. */
class HmacSha256Test {
    private final Provider provider = HmacSha256.provenProvider();

    private static JsonNode file() {
        return JsonMapper.shared().readTree(Vectors.find("wycheproof-hmac_sha256.json"));
    }

    static Stream<JsonNode> wycheproof() {
        return file().get("testGroups")
                .valueStream()
                .flatMap(group -> group.get("tests").valueStream());
    }

    /** All of the file is run, and it is the file that we know. */
    @Test
    void e01_vectors_ofWycheproof_areAllThere() {
        assertEquals(174, file().get("numberOfTests").asInt());
        assertEquals(174, wycheproof().count());
        assertEquals(
                108,
                wycheproof()
                        .filter(vector -> vector.get("result").asString().equals("invalid"))
                        .count());
    }

    @ParameterizedTest
    @MethodSource("wycheproof")
    void e01_vector_ofWycheproof_isAsItSays(JsonNode vector) {
        byte[] tag = bytes(vector, "tag");
        byte[] computed = new HmacSha256(provider, bytes(vector, "key")).start().doFinal(bytes(vector, "msg"));

        boolean verifies = MessageDigest.isEqual(Arrays.copyOf(computed, tag.length), tag);
        assertEquals(vector.get("result").asString().equals("valid"), verifies);
    }

    private static byte[] bytes(JsonNode vector, String name) {
        return HexFormat.of().parseHex(vector.get(name).asString());
    }
}
