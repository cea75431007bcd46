package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says what went wrong. Of an error reply only its first word is shown: the rest may repeat what was sent, and a password
 * was sent.
 */
final class Failure {
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,20}(?= )");
    private static final Set<String> NOT_LET_IN = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    private Failure() {}

    static LedgerUnavailableException of(RedisAddress address, Throwable failure) {
        Optional<UnfitStoreException> unfit = find(UnfitStoreException.class, failure);
        if (unfit.isPresent()) {
            return unavailable(unfit.get());
        }
        Optional<String> code =
                find(RedisCommandExecutionException.class, failure).map(Failure::code);
        if (code.isPresent()) {
            String message = "The server at " + address + " answered " + code.get();
            return NOT_LET_IN.contains(code.get())
                    ? unavailable(UnfitStoreException.untilChanged(
                            message + ": check the user and password of the address, and what " + "the user may do"))
                    : new LedgerUnavailableException(message);
        }
        String message = "The server at " + address + " cannot be reached, or the connection to it was lost";
        return find(IOException.class, failure)
                .map(cause -> new LedgerUnavailableException(message, cause))
                .orElseGet(() -> new LedgerUnavailableException(message));
    }

    private static LedgerUnavailableException unavailable(UnfitStoreException unfit) {
        return new LedgerUnavailableException(unfit.getMessage(), unfit);
    }

    private static String code(RedisCommandExecutionException error) {
        Matcher code = CODE.matcher(Optional.ofNullable(error.getMessage()).orElse(""));
        return code.lookingAt() ? code.group() : "an error";
    }

    private static <E extends Throwable> Optional<E> find(Class<E> type, Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
