package dev.mooring.testkit;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the profiles as JSON without any codec, which is enough to compare them: no text in them needs escapes. */
final class SampleJson {

    private SampleJson() {}

    static String of(SessionSnapshot snapshot) {
        return "{\"sessionId\":" + quoted(snapshot.sessionId())
                + ",\"nextPositiveId\":" + snapshot.nextPositiveId()
                + ",\"nextNegativeId\":" + snapshot.nextNegativeId()
                + ",\"imports\":" + object(snapshot.imports(), entry -> entry(entry.value()))
                + ",\"exports\":" + object(snapshot.exports(), entry -> entry(entry.value()))
                + ",\"variables\":" + object(snapshot.variables(), SampleJson::value)
                + ",\"maxAgeSeconds\":" + snapshot.maxAge().toSeconds()
                + ",\"capabilities\":"
                + snapshot.capabilities().stream().map(SampleJson::quoted).collect(Collectors.joining(",", "[", "]"))
                + "}";
    }

    private static String entry(ImportValue value) {
        if (value instanceof ImportValue.Stub stub) {
            return "{\"stub\":" + quoted(stub.reference()) + "}";
        }
        if (value instanceof ImportValue.Promise promise) {
            return "{\"promise\":" + quoted(promise.reference()) + "}";
        }
        return "{\"value\":" + value(((ImportValue.Resolved) value).value()) + "}";
    }

    private static String entry(ExportValue value) {
        if (value instanceof ExportValue.Stub stub) {
            return "{\"stub\":" + quoted(stub.reference()) + "}";
        }
        if (value instanceof ExportValue.Promise promise) {
            return "{\"promise\":" + quoted(promise.reference()) + "}";
        }
        if (value instanceof ExportValue.Rejected rejected) {
            return "{\"rejected\":" + value(rejected.value()) + "}";
        }
        return "{\"resolved\":" + value(((ExportValue.Resolved) value).value()) + "}";
    }

    private static String value(Value value) {
        return switch (value.kind()) {
            case NULL -> "null";
            case BOOLEAN -> String.valueOf(((Value.BooleanValue) value).value());
            case INTEGER -> String.valueOf(((Value.IntegerValue) value).value());
            case DOUBLE -> String.valueOf(((Value.DoubleValue) value).value());
            case TEXT -> quoted(((Value.TextValue) value).value());
            case DATE -> "[\"date\"," + ((Value.DateValue) value).epochMillis().orElseThrow() + "]";
            case ERROR -> error((Value.ErrorValue) value);
            case ARRAY ->
                ((Value.ArrayValue) value)
                        .elements().stream().map(SampleJson::value).collect(Collectors.joining(",", "[[", "]]"));
            case OBJECT -> object(((Value.ObjectValue) value).members(), SampleJson::value);
            default -> throw new IllegalArgumentException("The profiles hold no " + value.kind());
        };
    }

    private static String error(Value.ErrorValue error) {
        return "[\"error\"," + quoted(error.type()) + "," + quoted(error.message()) + "]";
    }

    private static <V> String object(Map<?, V> members, Function<V, String> value) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey().toString()) + ":" + value.apply(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
