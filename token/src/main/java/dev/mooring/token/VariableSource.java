package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keys whose text is in an environment variable.
 *
 * @param variable the variable's name
 * @param text its value; null if it is not set
 */
record VariableSource(String variable, @Nullable String text) implements KeySource {
    @Override
    public KeySet load() throws IOException {
        if (text == null) {
            throw new IOException(
                    "The environment variable " + variable + " is not set: set it to the text of a key file");
        }
        return KeyFile.parse(text);
    }

    @Override
    public String toString() {
        return "environment variable " + variable;
    }
}
