package dev.mooring.api.snapshot;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How large a snapshot may be, when it is issued and when it is opened.
 *
 * @param maxDepth levels of {@link Value}; a value without elements is one level
 * @param maxValues values in the whole snapshot, however deeply they are nested; a header field counts as one
 * @param maxTableEntries entries in each of the import and export table
 * @param maxVariables variables
 * @param maxCapabilities capabilities
 * @param maxNameChars UTF-16 units in the name of a variable or capability
 * @param maxArrayElements elements in every array and header fields in every list of them
 * @param maxObjectEntries entries in every object and properties of every error
 * @param maxPayloadBytes bytes of the encoded snapshot before it is deflated
 * @param maxSessionIdBytes bytes of UTF-8 in the session id
 * @param maxReferenceChars UTF-16 units in every reference
 */
public record SnapshotLimits(
        int maxDepth,
        int maxValues,
        int maxTableEntries,
        int maxVariables,
        int maxCapabilities,
        int maxNameChars,
        int maxArrayElements,
        int maxObjectEntries,
        int maxPayloadBytes,
        int maxSessionIdBytes,
        int maxReferenceChars) {

    /** The deepest nesting that can be allowed, which readers and writers that recurse can still bear. */
    public static final int GREATEST_DEPTH = 500;

    /** The limits in force unless told otherwise. */
    public static final SnapshotLimits DEFAULT = builder().build();

    /**
     * Checks that each is positive.
     *
     * @throws IllegalArgumentException when one is not, or the depth is above {@link #GREATEST_DEPTH}
     */
    public SnapshotLimits {
        Limit.DEPTH.checkBound(maxDepth);
        Limit.VALUES.checkBound(maxValues);
        Limit.TABLE_ENTRIES.checkBound(maxTableEntries);
        Limit.VARIABLES.checkBound(maxVariables);
        Limit.CAPABILITIES.checkBound(maxCapabilities);
        Limit.NAME_CHARS.checkBound(maxNameChars);
        Limit.ARRAY_ELEMENTS.checkBound(maxArrayElements);
        Limit.OBJECT_ENTRIES.checkBound(maxObjectEntries);
        Limit.PAYLOAD_BYTES.checkBound(maxPayloadBytes);
        Limit.SESSION_ID_BYTES.checkBound(maxSessionIdBytes);
        Limit.REFERENCE_CHARS.checkBound(maxReferenceChars);
    }

    /**
     * Looks for the first thing in a snapshot that breaks these limits, or a rule for its texts: no unpaired surrogates
     * anywhere; no control characters in ids, names and references; no references nested in variables.
     *
     * @param snapshot the snapshot
     * @return a sentence that names the limit or the rule; empty if there is no problem
     */
    public Optional<String> problem(SessionSnapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        return SnapshotChecker.problem(this, checker -> checker.check(snapshot));
    }

    /**
     * Checks a snapshot before it is issued, as {@link #problem} does.
     *
     * @param snapshot the snapshot that is to be issued
     * @throws IllegalArgumentException when it breaks a limit, which the message names, or a rule for texts
     */
    public void check(SessionSnapshot snapshot) {
        refuse(problem(snapshot));
    }

    /**
     * Checks one import, as a snapshot that holds nothing else would be checked.
     *
     * @param value the import
     * @throws IllegalArgumentException when it breaks a limit, which the message names, or a rule for texts
     */
    public void check(ImportValue value) {
        Objects.requireNonNull(value, "value");
        refuse(SnapshotChecker.problem(this, checker -> checker.check(value)));
    }

    /**
     * Checks one export, as a snapshot that holds nothing else would be checked.
     *
     * @param value the export
     * @throws IllegalArgumentException when it breaks a limit, which the message names, or a rule for texts
     */
    public void check(ExportValue value) {
        Objects.requireNonNull(value, "value");
        refuse(SnapshotChecker.problem(this, checker -> checker.check(value)));
    }

    /**
     * Checks one variable, as a snapshot that holds nothing else would be checked.
     *
     * @param name the variable's name
     * @param value its value
     * @throws IllegalArgumentException when it breaks a limit, which the message names, or a rule for texts, or holds a
     *     reference
     */
    public void checkVariable(String name, Value value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        refuse(SnapshotChecker.problem(this, checker -> checker.checkVariable(name, value)));
    }

    /**
     * Checks the name of one capability.
     *
     * @param name the name
     * @throws IllegalArgumentException when it breaks a limit, which the message names, or a rule for texts
     */
    public void checkCapability(String name) {
        Objects.requireNonNull(name, "name");
        refuse(SnapshotChecker.problem(this, checker -> checker.checkCapability(name)));
    }

    private static void refuse(Optional<String> problem) {
        problem.ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Changes some of the default limits. A limit that is set twice is refused. Not thread-safe. */
    public static final class Builder {
        private final Map<Limit, Integer> given = new EnumMap<>(Limit.class);

        private Builder() {}

        private Builder set(Limit limit, int bound) {
            limit.refuseSecond(given.put(limit, bound));
            return this;
        }

        private int bound(Limit limit) {
            return given.getOrDefault(limit, limit.byDefault());
        }

        /**
         * Limits the levels of {@link Value}; 64 by default.
         *
         * @param maxDepth from 1 to {@link #GREATEST_DEPTH}
         * @return this
         */
        public Builder maxDepth(int maxDepth) {
            return set(Limit.DEPTH, maxDepth);
        }

        /**
         * Limits the values of the whole snapshot; 50,000 by default. It bounds the memory that a small payload can take
         * when it is opened, so raise it with care.
         *
         * @param maxValues at least 1; elements, members and header fields count too
         * @return this
         */
        public Builder maxValues(int maxValues) {
            return set(Limit.VALUES, maxValues);
        }

        /**
         * Limits the entries of each table; 10,000 by default.
         *
         * @param maxTableEntries at least 1
         * @return this
         */
        public Builder maxTableEntries(int maxTableEntries) {
            return set(Limit.TABLE_ENTRIES, maxTableEntries);
        }

        /**
         * Limits the variables; 1,000 by default.
         *
         * @param maxVariables at least 1
         * @return this
         */
        public Builder maxVariables(int maxVariables) {
            return set(Limit.VARIABLES, maxVariables);
        }

        /**
         * Limits the capabilities; 1,000 by default.
         *
         * @param maxCapabilities at least 1
         * @return this
         */
        public Builder maxCapabilities(int maxCapabilities) {
            return set(Limit.CAPABILITIES, maxCapabilities);
        }

        /**
         * Limits the names of variables and capabilities; 256 by default.
         *
         * @param maxNameChars UTF-16 units, at least 1
         * @return this
         */
        public Builder maxNameChars(int maxNameChars) {
            return set(Limit.NAME_CHARS, maxNameChars);
        }

        /**
         * Limits every array; 1,000 by default.
         *
         * @param maxArrayElements at least 1
         * @return this
         */
        public Builder maxArrayElements(int maxArrayElements) {
            return set(Limit.ARRAY_ELEMENTS, maxArrayElements);
        }

        /**
         * Limits every object; 100 by default.
         *
         * @param maxObjectEntries at least 1
         * @return this
         */
        public Builder maxObjectEntries(int maxObjectEntries) {
            return set(Limit.OBJECT_ENTRIES, maxObjectEntries);
        }

        /**
         * Limits the encoded snapshot before it is deflated; 1,048,576 by default.
         *
         * @param maxPayloadBytes at least 1
         * @return this
         */
        public Builder maxPayloadBytes(int maxPayloadBytes) {
            return set(Limit.PAYLOAD_BYTES, maxPayloadBytes);
        }

        /**
         * Limits the session id; 256 by default.
         *
         * @param maxSessionIdBytes bytes of UTF-8, at least 1
         * @return this
         */
        public Builder maxSessionIdBytes(int maxSessionIdBytes) {
            return set(Limit.SESSION_ID_BYTES, maxSessionIdBytes);
        }

        /**
         * Limits every reference; 1,024 by default.
         *
         * @param maxReferenceChars UTF-16 units, at least 1
         * @return this
         */
        public Builder maxReferenceChars(int maxReferenceChars) {
            return set(Limit.REFERENCE_CHARS, maxReferenceChars);
        }

        /**
         * Makes the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException when one is out of range
         */
        public SnapshotLimits build() {
            return new SnapshotLimits(
                    bound(Limit.DEPTH),
                    bound(Limit.VALUES),
                    bound(Limit.TABLE_ENTRIES),
                    bound(Limit.VARIABLES),
                    bound(Limit.CAPABILITIES),
                    bound(Limit.NAME_CHARS),
                    bound(Limit.ARRAY_ELEMENTS),
                    bound(Limit.OBJECT_ENTRIES),
                    bound(Limit.PAYLOAD_BYTES),
                    bound(Limit.SESSION_ID_BYTES),
                    bound(Limit.REFERENCE_CHARS));
        }
    }
}
