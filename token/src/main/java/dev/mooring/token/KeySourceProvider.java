package dev.mooring.token;

/**
 * Opens the key sources of one kind of place, such as a vault. {@code mooring.keys=ID:ADDRESS} names one.
 *
 * <p>Implementations have a public constructor without parameters, hold nothing, and are registered by {@code provides} in
 * the module descriptor and by a file in {@code META-INF/services}.
 */
public interface KeySourceProvider {

    /**
     * Names the kind of place.
     *
     * @return 1 to 32 characters of {@code a-z 0-9 -}, neither {@code file} nor {@code env}
     */
    String id();

    /**
     * Opens a source. It does not ask the place yet: {@link KeySource#load} does.
     *
     * @param address the text behind the id and the colon; it is configuration and no secret
     * @return the source
     * @throws IllegalArgumentException if the address is not one of this place; the message says its form
     * @throws IllegalStateException if the environment lacks a setting that the source needs; the message names it
     */
    KeySource open(String address);
}
