package dev.mooring.it.leaks;

import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session's content that nobody but its holder is to see, and the net that knows it. */
public final class Content {
    public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    public static final String SESSION = "Sesame-f41b-session";
    public static final String VARIABLE = "Walnut-90ac-variable";
    public static final String TEXT = "Pepper-c2d7-text";
    public static final String KEY = "Saffron-1e88-key";
    public static final String BYTES = "Cinnamon-7b3f-bytes";
    public static final String ERROR = "Ginger-55d0-error";
    public static final String REFERENCE = "Cardamom-a96e-reference";
    public static final String CAPABILITY = "Nutmeg-38f2-capability";
    public static final String CONTEXT = "Juniper-d01c-context";
    public static final String NUMBER = "774411559933882266";

    public static final TokenContext CALLER = TokenContext.of("tenant", CONTEXT);

    private Content() {}

    public static LeakNet net() {
        LeakNet net = new LeakNet();
        Map.of(
                        "the session id", SESSION,
                        "a variable's name", VARIABLE,
                        "a text", TEXT,
                        "an object's key", KEY,
                        "bytes", BYTES,
                        "an error's message", ERROR,
                        "a reference", REFERENCE,
                        "a capability", CAPABILITY,
                        "the context", CONTEXT,
                        "a number", NUMBER)
                .forEach(net::content);
        return net;
    }

    public static SessionSnapshot snapshot() {
        return SessionSnapshot.builder(SESSION, NOW)
                .variable(VARIABLE, all())
                .capability(CAPABILITY)
                .importStub(1, REFERENCE)
                .importPromise(2, REFERENCE)
                .importValue(3, Value.array(new Value.StubValue(REFERENCE), new Value.PromiseValue(REFERENCE)))
                .importEntry(-4, new ImportValue.Resolved(all()), 2)
                .exportStub(-1, REFERENCE)
                .exportPromise(-2, REFERENCE)
                .exportRejected(-3, all())
                .exportValue(4, all())
                .build();
    }

    private static Value all() {
        return new Value.ObjectValue(Map.of(
                KEY,
                Value.array(
                        Value.of(TEXT),
                        Value.of(BYTES.getBytes(StandardCharsets.US_ASCII)),
                        Value.of(new BigInteger(NUMBER)),
                        new Value.UrlValue("https://" + TEXT + ".example"),
                        new Value.HeadersValue(List.of(new Value.HeadersValue.Field(KEY, TEXT))),
                        new Value.ErrorValue("Error", ERROR, Optional.of(ERROR), Map.of()))));
    }
}
