package dev.mooring.token;

import dev.mooring.api.spi.Pae;
import dev.mooring.token.internal.Utf8;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named facts about the caller, such as {@code tenant} and {@code principal}, that are bound into a token: it opens only
 * if exactly the same ones are given. They are never stored in the token.
 *
 * <p>A context comes from the server's own knowledge of the connection, such as its authentication, never from the
 * client's request. Immutable and thread-safe; {@code toString} shows names only.
 */
public final class TokenContext {
    /** The largest value, in bytes of UTF-8. */
    public static final int MAX_VALUE_BYTES = 1_024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final TokenContext NONE = new TokenContext(new TreeMap<>());

    private final SortedMap<String, byte[]> entries;
    private final byte[] encoded;

    private TokenContext(SortedMap<String, byte[]> entries) {
        this.entries = entries;
        byte[][] pieces = new byte[2 * entries.size()][];
        int next = 0;
        for (var entry : entries.entrySet()) {
            pieces[next++] = entry.getKey().getBytes(StandardCharsets.US_ASCII);
            pieces[next++] = entry.getValue();
        }
        this.encoded = Pae.encode(pieces);
    }

    /**
     * The context without entries.
     *
     * @return the empty context
     */
    public static TokenContext none() {
        return NONE;
    }

    /**
     * A context of one entry; {@link #and} adds more.
     *
     * @param name 1 to 64 of {@code a-z 0-9 . _ -}
     * @param value 0 to {@link #MAX_VALUE_BYTES} bytes of UTF-8
     * @return the context
     * @throws IllegalArgumentException when the name or the value is not of this form
     */
    public static TokenContext of(String name, String value) {
        return NONE.and(name, value);
    }

    /**
     * This context and one entry more.
     *
     * @param name 1 to 64 of {@code a-z 0-9 . _ -}, not used yet
     * @param value 0 to {@link #MAX_VALUE_BYTES} bytes of UTF-8
     * @return the larger context
     * @throws IllegalArgumentException when the name or the value is not of this form, or the name is used already
     */
    public TokenContext and(String name, String value) {
        Objects.requireNonNull(value, "value");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A context's names are 1 to 64 characters of a-z 0-9 . _ -");
        }
        if (entries.containsKey(name)) {
            throw new IllegalArgumentException("The context has a value for " + name + " already");
        }
        SortedMap<String, byte[]> more = new TreeMap<>(entries);
        more.put(name, utf8(name, value));
        return new TokenContext(more);
    }

    private static byte[] utf8(String name, String value) {
        try {
            byte[] bytes = Utf8.encode(value);
            if (bytes.length > MAX_VALUE_BYTES) {
                throw new IllegalArgumentException(
                        "The context's value for " + name + " is over " + MAX_VALUE_BYTES + " bytes of UTF-8");
            }
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The context's value for " + name + " has an unpaired surrogate");
        }
    }

    /**
     * The names of the entries.
     *
     * @return the names, sorted
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * Says whether there are no entries.
     *
     * @return whether this is the empty context
     */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** PAE(name1, value1, …) of the entries sorted by name; shared, so not to be changed. */
    byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenContext that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "TokenContext" + entries.keySet();
    }
}
