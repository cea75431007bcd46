package dev.mooring.api.snapshot;

import dev.mooring.api.internal.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks a snapshot against limits and the rules for its texts: no unpaired surrogates anywhere, no control characters
 * in ids, names and references, no references nested in variables.
 */
final class SnapshotChecker {

    /** Carries the first problem out of the walk; never leaves this class. */
    private static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message, null, false, false);
        }
    }

    private final SnapshotLimits limits;
    private int values;

    private SnapshotChecker(SnapshotLimits limits) {
        this.limits = limits;
    }

    /** Runs a check, and returns its first problem in a sentence that names the limit; empty if there is none. */
    static Optional<String> problem(SnapshotLimits limits, Consumer<SnapshotChecker> check) {
        try {
            check.accept(new SnapshotChecker(limits));
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.ofNullable(violation.getMessage());
        }
    }

    void check(SessionSnapshot snapshot) {
        checkSessionId(snapshot.sessionId());
        atMost(limits.maxTableEntries(), snapshot.imports().size(), Limit.TABLE_ENTRIES, "The import table");
        atMost(limits.maxTableEntries(), snapshot.exports().size(), Limit.TABLE_ENTRIES, "The export table");
        atMost(limits.maxVariables(), snapshot.variables().size(), Limit.VARIABLES, "The session");
        atMost(limits.maxCapabilities(), snapshot.capabilities().size(), Limit.CAPABILITIES, "The session");
        snapshot.imports().forEach((id, entry) -> check(entry.value()));
        snapshot.exports().forEach((id, entry) -> check(entry.value()));
        snapshot.variables().forEach(this::checkVariable);
        snapshot.capabilities().forEach(this::checkCapability);
    }

    void check(ImportValue value) {
        switch (value.kind()) {
            case RESOLVED -> check(((ImportValue.Resolved) value).value(), 1, true);
            case STUB -> checkReference(((ImportValue.Stub) value).reference());
            case PROMISE -> checkReference(((ImportValue.Promise) value).reference());
            default -> throw new Violation("An import of the kind " + value.kind() + " has no limits yet");
        }
    }

    void check(ExportValue value) {
        switch (value.kind()) {
            case RESOLVED -> check(((ExportValue.Resolved) value).value(), 1, true);
            case REJECTED -> check(((ExportValue.Rejected) value).value(), 1, true);
            case STUB -> checkReference(((ExportValue.Stub) value).reference());
            case PROMISE -> checkReference(((ExportValue.Promise) value).reference());
            default -> throw new Violation("An export of the kind " + value.kind() + " has no limits yet");
        }
    }

    void checkVariable(String name, Value value) {
        checkName("A variable's name", name);
        check(value, 1, false);
    }

    void checkCapability(String name) {
        checkName("A capability's name", name);
    }

    private void check(Value value, int level, boolean referencesAllowed) {
        atMost(limits.maxDepth(), level, Limit.DEPTH, "A value");
        count(1);
        // the commonest kinds first, by their classes: asking each value for its kind takes longer than the checks
        if (value instanceof Value.TextValue text) {
            checkText(text.value());
        } else if (value instanceof Value.ObjectValue object) {
            checkMembers(object.members(), level, referencesAllowed);
        } else if (value instanceof Value.ArrayValue array) {
            check(array, level, referencesAllowed);
        } else if (!(value instanceof Value.IntegerValue || value instanceof Value.BooleanValue)) {
            checkRarer(value, level, referencesAllowed);
        }
    }

    private void checkRarer(Value value, int level, boolean referencesAllowed) {
        switch (value.kind()) {
            case URL -> checkText(((Value.UrlValue) value).href());
            case HEADERS -> check((Value.HeadersValue) value);
            case ERROR -> check((Value.ErrorValue) value, level, referencesAllowed);
            case STUB -> checkNested(((Value.StubValue) value).reference(), referencesAllowed);
            case PROMISE -> checkNested(((Value.PromiseValue) value).reference(), referencesAllowed);
            case BIG_INTEGER -> check((Value.BigIntegerValue) value);
            default -> {} // the other kinds check themselves when they are made
        }
    }

    private static void check(Value.BigIntegerValue integer) {
        if (integer.value().bitLength() > Value.BigIntegerValue.MAX_SNAPSHOT_BITS) {
            throw new Violation(
                    "A big integer in a snapshot has at most " + Value.BigIntegerValue.MAX_SNAPSHOT_BITS + " bits");
        }
    }

    private void check(Value.HeadersValue headers) {
        atMost(limits.maxArrayElements(), headers.fields().size(), Limit.ARRAY_ELEMENTS, "A list of headers");
        count(headers.fields().size());
        for (Value.HeadersValue.Field field : headers.fields()) {
            checkText(field.name());
            checkText(field.value());
        }
    }

    private void check(Value.ErrorValue error, int level, boolean referencesAllowed) {
        checkText(error.type());
        checkText(error.message());
        error.stack().ifPresent(SnapshotChecker::checkText);
        checkMembers(error.properties(), level, referencesAllowed);
    }

    private void check(Value.ArrayValue array, int level, boolean referencesAllowed) {
        atMost(limits.maxArrayElements(), array.elements().size(), Limit.ARRAY_ELEMENTS, "An array");
        List<Value> elements = array.elements();
        for (int i = 0; i < elements.size(); i++) {
            check(elements.get(i), level + 1, referencesAllowed);
        }
    }

    private void checkMembers(Map<String, Value> members, int level, boolean referencesAllowed) {
        atMost(limits.maxObjectEntries(), members.size(), Limit.OBJECT_ENTRIES, "An object");
        members.forEach((name, member) -> {
            checkText(name);
            check(member, level + 1, referencesAllowed);
        });
    }

    private void checkNested(String reference, boolean referencesAllowed) {
        if (!referencesAllowed) {
            throw new Violation("A variable holds a stub or a promise: those belong in the tables");
        }
        checkReference(reference);
    }

    private void checkSessionId(String sessionId) {
        checkPlain("The session id", sessionId);
        int bytes = CanonicalOrder.utf8Length(sessionId);
        if (bytes == 0) {
            throw new Violation("The session id is empty: give each session one of its own");
        }
        atMost(limits.maxSessionIdBytes(), bytes, Limit.SESSION_ID_BYTES, "The session id");
    }

    private void checkReference(String reference) {
        if (reference.isEmpty()) {
            throw new Violation("A reference is empty: give each stub and promise one");
        }
        atMost(limits.maxReferenceChars(), reference.length(), Limit.REFERENCE_CHARS, "A reference");
        checkPlain("A reference", reference);
    }

    private void checkName(String subject, String name) {
        atMost(limits.maxNameChars(), name.length(), Limit.NAME_CHARS, subject);
        checkPlain(subject, name);
    }

    /** Nearly all names are printable ASCII, and one look at each character tells. */
    private static void checkPlain(String subject, String text) {
        for (int i = 0, length = text.length(); i < length; i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit > '~') {
                checkUnusual(subject, text);
                return;
            }
        }
    }

    private static void checkUnusual(String subject, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Violation(subject + " has a control character");
        }
        checkText(text);
    }

    private static void checkText(String text) {
        if (Texts.hasUnpairedSurrogate(text)) {
            throw new Violation("A text has an unpaired surrogate");
        }
    }

    private void count(int more) {
        values += more;
        atMost(limits.maxValues(), values, Limit.VALUES, "The snapshot");
    }

    private static void atMost(int bound, int size, Limit limit, String subject) {
        if (size > bound) {
            throw new Violation(limit.exceeded(subject, size, bound));
        }
    }
}
