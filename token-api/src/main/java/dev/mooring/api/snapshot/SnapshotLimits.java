package dev.mooring.api.snapshot;

import java.util.Optional;

/**
 * How large a snapshot may be, when it is issued and when it is opened.
 *
 * @param maxDepth levels of {@link Value}; a value without elements is one level
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
        Checks.range("maxDepth", maxDepth, 1, GREATEST_DEPTH);
        Checks.range("maxTableEntries", maxTableEntries, 1, Integer.MAX_VALUE);
        Checks.range("maxVariables", maxVariables, 1, Integer.MAX_VALUE);
        Checks.range("maxCapabilities", maxCapabilities, 1, Integer.MAX_VALUE);
        Checks.range("maxNameChars", maxNameChars, 1, Integer.MAX_VALUE);
        Checks.range("maxArrayElements", maxArrayElements, 1, Integer.MAX_VALUE);
        Checks.range("maxObjectEntries", maxObjectEntries, 1, Integer.MAX_VALUE);
        Checks.range("maxPayloadBytes", maxPayloadBytes, 1, Integer.MAX_VALUE);
        Checks.range("maxSessionIdBytes", maxSessionIdBytes, 1, Integer.MAX_VALUE);
        Checks.range("maxReferenceChars", maxReferenceChars, 1, Integer.MAX_VALUE);
    }

    /**
     * Checks a snapshot before it is issued, as early as one likes.
     *
     * @param snapshot what is to be issued
     * @throws IllegalArgumentException when it breaks a limit, which the message names, or a rule for texts: no unpaired
     *     surrogates, no control characters in ids, names and references, no references in variables
     */
    public void check(SessionSnapshot snapshot) {
        SnapshotChecker.problem(snapshot, this).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
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

    /** Changes some of the default limits. Not thread-safe. */
    public static final class Builder {
        private int maxDepth = 64;
        private int maxTableEntries = 10_000;
        private int maxVariables = 1_000;
        private int maxCapabilities = 1_000;
        private int maxNameChars = 256;
        private int maxArrayElements = 1_000;
        private int maxObjectEntries = 100;
        private int maxPayloadBytes = 1_048_576;
        private int maxSessionIdBytes = 256;
        private int maxReferenceChars = 1_024;

        private Builder() {}

        /**
         * Limits the levels of {@link Value}; 64 by default.
         *
         * @param levels from 1 to {@link #GREATEST_DEPTH}
         * @return this
         */
        public Builder maxDepth(int levels) {
            maxDepth = levels;
            return this;
        }

        /**
         * Limits the entries of each table; 10,000 by default.
         *
         * @param entries at least 1
         * @return this
         */
        public Builder maxTableEntries(int entries) {
            maxTableEntries = entries;
            return this;
        }

        /**
         * Limits the variables; 1,000 by default.
         *
         * @param variables at least 1
         * @return this
         */
        public Builder maxVariables(int variables) {
            maxVariables = variables;
            return this;
        }

        /**
         * Limits the capabilities; 1,000 by default.
         *
         * @param capabilities at least 1
         * @return this
         */
        public Builder maxCapabilities(int capabilities) {
            maxCapabilities = capabilities;
            return this;
        }

        /**
         * Limits the names of variables and capabilities; 256 by default.
         *
         * @param chars UTF-16 units, at least 1
         * @return this
         */
        public Builder maxNameChars(int chars) {
            maxNameChars = chars;
            return this;
        }

        /**
         * Limits every array; 1,000 by default.
         *
         * @param elements at least 1
         * @return this
         */
        public Builder maxArrayElements(int elements) {
            maxArrayElements = elements;
            return this;
        }

        /**
         * Limits every object; 100 by default.
         *
         * @param entries at least 1
         * @return this
         */
        public Builder maxObjectEntries(int entries) {
            maxObjectEntries = entries;
            return this;
        }

        /**
         * Limits the encoded snapshot before it is deflated; 1,048,576 by default.
         *
         * @param bytes at least 1
         * @return this
         */
        public Builder maxPayloadBytes(int bytes) {
            maxPayloadBytes = bytes;
            return this;
        }

        /**
         * Limits the session id; 256 by default.
         *
         * @param bytes bytes of UTF-8, at least 1
         * @return this
         */
        public Builder maxSessionIdBytes(int bytes) {
            maxSessionIdBytes = bytes;
            return this;
        }

        /**
         * Limits every reference; 1,024 by default.
         *
         * @param chars UTF-16 units, at least 1
         * @return this
         */
        public Builder maxReferenceChars(int chars) {
            maxReferenceChars = chars;
            return this;
        }

        /**
         * Makes the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException when one is out of range
         */
        public SnapshotLimits build() {
            return new SnapshotLimits(
                    maxDepth,
                    maxTableEntries,
                    maxVariables,
                    maxCapabilities,
                    maxNameChars,
                    maxArrayElements,
                    maxObjectEntries,
                    maxPayloadBytes,
                    maxSessionIdBytes,
                    maxReferenceChars);
        }
    }

    /**
     * Looks for the first thing in a snapshot that breaks these limits, or a rule for its texts: no unpaired surrogates
     * anywhere; no control characters in ids, names and references; no references nested in variables.
     *
     * @param snapshot the snapshot
     * @return what is wrong, in a sentence that names the limit; empty if nothing is
     */
    public Optional<String> problem(SessionSnapshot snapshot) {
        return SnapshotChecker.problem(snapshot, this);
    }
}
