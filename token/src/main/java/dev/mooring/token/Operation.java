package dev.mooring.token;

import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.token.Explanation.Check;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.internal.VirtualMachineErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One issue or open: runs the providers' parts of it, turns whatever they throw into the reason of their step, and keeps
 * what only the listener is told, or the operator who asked for an explanation.
 */
final class Operation {

    /** A provider's part. */
    @FunctionalInterface
    interface Step<T> {
        @Nullable
        T run() throws Exception;
    }

    /** A check that has begun, and what is to be told of it. */
    private record Begun(Check check, Supplier<String> facts) {}

    private final @Nullable List<Begun> begun;
    private String keyId = TokenListener.UNKNOWN;
    private String sealerId = TokenListener.UNKNOWN;
    private String codecId = TokenListener.UNKNOWN;
    private @Nullable Throwable fault;

    private Operation(@Nullable List<Begun> begun) {
        this.begun = begun;
    }

    /** One that a listener is told of. */
    static Operation reported() {
        return new Operation(null);
    }

    /** One that ends in an explanation. */
    static Operation explained() {
        return new Operation(new ArrayList<>());
    }

    /** Begins a check, which passes unless a refusal follows. Its facts are asked for at the end, where at all. */
    void check(Check check, Supplier<String> facts) {
        if (begun != null) {
            begun.add(new Begun(check, facts));
        }
    }

    /** All checks that have begun, the last of them refused where there is a refusal. */
    Explanation explanation(@Nullable ResumeTokenException refusal) {
        List<Explanation.Step> steps = Objects.requireNonNull(begun, "an operation to be explained").stream()
                .map(each -> new Explanation.Step(each.check(), each.facts().get()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (fault != null) {
            Explanation.Step last = steps.remove(steps.size() - 1);
            // by its name only: what it says may show anything
            steps.add(new Explanation.Step(
                    last.check(),
                    last.facts() + "; failed with " + fault.getClass().getName()));
        }
        return new Explanation(steps, Optional.ofNullable(refusal));
    }

    /** The key that is at work, once it is known to be one of ours. */
    void keyId(String known) {
        keyId = known;
    }

    /** The sealer that is at work, once it is known to be one of ours. */
    void sealerId(String known) {
        sealerId = known;
    }

    /** The codec that is at work, once it is known to be one of ours. */
    void codecId(String known) {
        codecId = known;
    }

    /**
     * Runs a provider's part. What a contract allows to be thrown counts in the part that it is for; only errors of the
     * virtual machine pass through as they are.
     */
    <T> T run(String who, Reason reason, Step<T> step) {
        try {
            T result = step.run();
            if (result != null) {
                return result;
            }
            fault = new NullPointerException("The " + who + " returned null");
        } catch (Throwable e) {
            VirtualMachineErrors.passOn(e);
            if (reason == Reason.INVALID_SIGNATURE && e instanceof SealBrokenException) {
                throw new ResumeTokenException(
                        reason, "The seal does not verify: another key or context, or changed bytes");
            }
            if (reason == Reason.INVALID_SNAPSHOT && e instanceof SnapshotFormatException format) {
                throw new ResumeTokenException(
                        format.isNewerVersion() ? Reason.UNSUPPORTED : reason, format.getMessage());
            }
            fault = e;
        }
        throw new ResumeTokenException(reason, "The " + who + " failed; the listener was told how");
    }

    /** Tells the listener of a refusal, and returns it to be thrown. */
    ResumeTokenException refused(TokenListener listener, ResumeTokenException refusal) {
        listener.refused(new TokenListener.Refusal(refusal.reason(), keyId, sealerId, codecId, fault));
        return refusal;
    }
}
