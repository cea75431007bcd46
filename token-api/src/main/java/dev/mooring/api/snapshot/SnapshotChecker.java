package dev.mooring.api.snapshot;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks a snapshot against limits and the rules for its texts: no unpaired surrogates anywhere, no control characters
 * in ids, names and references, no references nested in variables.
 */
final class SnapshotChecker {

    /** Says what is wrong; never leaves this class. */
    private static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    private final SnapshotLimits limits;

    private SnapshotChecker(SnapshotLimits limits) {
        this.limits = limits;
    }

    /** Finds the first thing that is wrong, in words that name the limit; empty where all is well. */
    static Optional<String> problem(SessionSnapshot snapshot, SnapshotLimits limits) {
        try {
            new SnapshotChecker(limits).check(snapshot);
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation.getMessage());
        }
    }

    private void check(SessionSnapshot snapshot) {
        checkSessionId(snapshot.sessionId());
        atMost("The import table", snapshot.imports().size(), "maxTableEntries", limits.maxTableEntries());
        atMost("The export table", snapshot.exports().size(), "maxTableEntries", limits.maxTableEntries());
        atMost("The list of variables", snapshot.variables().size(), "maxVariables", limits.maxVariables());
        atMost("The list of capabilities", snapshot.capabilities().size(), "maxCapabilities", limits.maxCapabilities());
        snapshot.imports().forEach((id, entry) -> check(entry.value()));
        snapshot.exports().forEach((id, entry) -> check(entry.value()));
        snapshot.variables().forEach((name, value) -> {
            checkName("A variable's name", name);
            check(value, 1, false);
        });
        snapshot.capabilities().forEach(name -> checkName("A capability's name", name));
    }

    private void check(ImportValue value) {
        if (value instanceof ImportValue.Resolved resolved) {
            check(resolved.value(), 1, true);
        } else if (value instanceof ImportValue.Stub stub) {
            checkReference(stub.reference());
        } else if (value instanceof ImportValue.Promise promise) {
            checkReference(promise.reference());
        }
    }

    private void check(ExportValue value) {
        if (value instanceof ExportValue.Resolved resolved) {
            check(resolved.value(), 1, true);
        } else if (value instanceof ExportValue.Rejected rejected) {
            check(rejected.value(), 1, true);
        } else if (value instanceof ExportValue.Stub stub) {
            checkReference(stub.reference());
        } else if (value instanceof ExportValue.Promise promise) {
            checkReference(promise.reference());
        }
    }

    private void check(Value value, int level, boolean referencesAllowed) {
        if (level > limits.maxDepth()) {
            throw new Violation("A value is nested deeper than maxDepth, " + limits.maxDepth() + " levels");
        }
        switch (value.kind()) {
            case TEXT -> checkText(((Value.TextValue) value).value());
            case URL -> checkText(((Value.UrlValue) value).href());
            case HEADERS -> check((Value.HeadersValue) value);
            case ERROR -> check((Value.ErrorValue) value, level, referencesAllowed);
            case ARRAY -> check((Value.ArrayValue) value, level, referencesAllowed);
            case OBJECT -> checkMembers(((Value.ObjectValue) value).members(), level, referencesAllowed);
            case STUB -> checkNested(((Value.StubValue) value).reference(), referencesAllowed);
            case PROMISE -> checkNested(((Value.PromiseValue) value).reference(), referencesAllowed);
            default -> {
                // the other kinds check themselves when they are made
            }
        }
    }

    private void check(Value.HeadersValue headers) {
        atMost("A list of headers", headers.fields().size(), "maxArrayElements", limits.maxArrayElements());
        for (Value.HeadersValue.Field field : headers.fields()) {
            checkText(field.name());
            checkText(field.value());
        }
    }

    private void check(Value.ErrorValue error, int level, boolean referencesAllowed) {
        checkText(error.type());
        checkText(error.message());
        if (error.stack().isPresent()) {
            checkText(error.stack().get());
        }
        checkMembers(error.properties(), level, referencesAllowed);
    }

    private void check(Value.ArrayValue array, int level, boolean referencesAllowed) {
        atMost("An array", array.elements().size(), "maxArrayElements", limits.maxArrayElements());
        for (Value element : array.elements()) {
            check(element, level + 1, referencesAllowed);
        }
    }

    private void checkMembers(Map<String, Value> members, int level, boolean referencesAllowed) {
        atMost("An object", members.size(), "maxObjectEntries", limits.maxObjectEntries());
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
        if (bytes < 1 || bytes > limits.maxSessionIdBytes()) {
            throw new Violation("The session id has " + bytes + " bytes of UTF-8, and 1 to maxSessionIdBytes, "
                    + limits.maxSessionIdBytes() + ", are allowed");
        }
    }

    private void checkReference(String reference) {
        if (reference.isEmpty()) {
            throw new Violation("A reference is empty: give each stub and promise one");
        }
        atMost("A reference", reference.length(), "maxReferenceChars", limits.maxReferenceChars());
        checkPlain("A reference", reference);
    }

    private void checkName(String what, String name) {
        atMost(what, name.length(), "maxNameChars", limits.maxNameChars());
        checkPlain(what, name);
    }

    private static void checkPlain(String what, String text) {
        if (!isPrintableAscii(text)) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new Violation(what + " has a control character");
            }
            checkText(text);
        }
    }

    /** What nearly all names are, told in one look at each character. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit > '~') {
                return false;
            }
        }
        return true;
    }

    private static void checkText(String text) {
        int i = 0;
        while (i < text.length()) {
            if (!Character.isSurrogate(text.charAt(i))) {
                i++;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                i += 2;
            } else {
                throw new Violation("A text has an unpaired surrogate");
            }
        }
    }

    private static void atMost(String what, int size, String limit, int most) {
        if (size > most) {
            throw new Violation(what + " has a size of " + size + ", over " + limit + ", " + most);
        }
    }
}
