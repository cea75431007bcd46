package dev.mooring.benchmarks;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A document as a map, by Jackson's databind, as users write it without a codec. */
final class Documents {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Documents() {}

    static ObjectMapper mapper(String codec) {
        return codec.equals("json") ? JsonMapper.shared() : CBORMapper.shared();
    }

    static Map<String, Object> read(ObjectMapper mapper, byte[] document) {
        return mapper.readValue(document, MAP);
    }
}
