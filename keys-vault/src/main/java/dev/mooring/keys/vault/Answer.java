package dev.mooring.keys.vault;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The objects and texts in the JSON of an answer. */
final class Answer {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Object OTHER = new Object();

    private final Object value;

    private Answer(Object value) {
        this.value = value;
    }

    /**
     * Reads an answer.
     *
     * @throws JacksonException if it is no JSON; its message may show some of it
     */
    static Answer read(byte[] body) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            in.nextToken();
            Answer answer = new Answer(value(in));
            // reads to the end, so that nothing is cut off unseen
            while (in.nextToken() != null) {
                in.skipChildren();
            }
            return answer;
        }
    }

    private static Object value(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return OTHER;
        }
        Map<String, Object> members = new HashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            members.put(name, value(in));
        }
        return members;
    }

    /** The object that is a member of this one; empty if there is none. */
    Optional<Answer> object(String name) {
        return member(name).filter(Map.class::isInstance).map(Answer::new);
    }

    /** The text that is a member of this object; empty if there is none. */
    Optional<String> text(String name) {
        return member(name).filter(String.class::isInstance).map(String.class::cast);
    }

    private Optional<Object> member(String name) {
        return value instanceof Map<?, ?> members ? Optional.ofNullable(members.get(name)) : Optional.empty();
    }
}
