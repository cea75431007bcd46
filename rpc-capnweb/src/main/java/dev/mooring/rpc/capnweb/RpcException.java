package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An error that crosses the connection: thrown by a target, the client gets it as it is; thrown by a stub, it came from the
 * client, or says that the connection is gone.
 *
 * <p>Other exceptions of a target may say things that are not for the client: {@link ErrorRedaction} decides.
 */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The type of the error, such as {@code TypeError}. */
    private final String type;

    private final transient Map<String, Value> properties;
    private final transient Optional<String> stack;

    /** Whether the error came from the client. */
    private final boolean received;

    /**
     * Makes a plain {@code Error}.
     *
     * @param message for the other side
     */
    public RpcException(String message) {
        this("Error", message);
    }

    /**
     * Makes an error of a type.
     *
     * @param type a class of JavaScript such as {@code TypeError}; one that the client does not know becomes {@code Error}
     * @param message for the other side
     */
    public RpcException(String type, String message) {
        this(type, message, Map.of());
    }

    /**
     * Makes an error with properties.
     *
     * @param type a class of JavaScript such as {@code TypeError}; one that the client does not know becomes {@code Error}
     * @param message for the other side
     * @param properties values without stubs and promises
     */
    public RpcException(String type, String message, Map<String, Value> properties) {
        this(new Value.ErrorValue(type, message, Optional.empty(), properties), false);
    }

    private RpcException(Value.ErrorValue error, boolean received) {
        super(error.message());
        this.type = error.type();
        this.properties = error.properties();
        this.stack = error.stack();
        this.received = received;
    }

    /**
     * Adds a stack, which the client sees.
     *
     * @param text the stack's text
     * @return a copy with it
     */
    public RpcException withStack(String text) {
        return new RpcException(new Value.ErrorValue(type, getMessage(), Optional.of(text), properties), false);
    }

    /** Makes the exception of the client's rejection, which in JavaScript need not be an error. */
    static RpcException of(Value reason) {
        Value.ErrorValue error = reason instanceof Value.ErrorValue given
                ? given
                : new Value.ErrorValue(
                        "Error", "The client rejected with a value", Optional.empty(), Map.of("value", reason));
        return new RpcException(error, true);
    }

    /** The error as it is sent; a stack that came from a client goes to nobody. */
    Value.ErrorValue toValue() {
        return new Value.ErrorValue(type, getMessage(), received ? Optional.empty() : stack, properties);
    }

    /**
     * The message.
     *
     * @return the text, never null
     */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /**
     * The type.
     *
     * @return the name of a class of JavaScript
     */
    public String type() {
        return type;
    }

    /**
     * The properties that the error has besides type, message and stack.
     *
     * @return the values by name
     */
    public Map<String, Value> properties() {
        return properties;
    }

    /**
     * The stack that the other side sent, or that was added for it.
     *
     * @return the text, or empty
     */
    public Optional<String> stack() {
        return stack;
    }
}
