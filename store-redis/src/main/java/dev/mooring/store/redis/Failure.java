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
 * Makes the messages of failures. Of an error reply a message shows the code alone: the rest may repeat the command, and
 * a command may hold a password.
 */
final class Failure {
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,20}(?= |$)");
    private static final Set<String> NOT_LET_IN = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    /** The errors that may be over soon, and so are no reason not to start. */
    private static final String PASSING =
            "LOADING|BUSY|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|OOM|MISCONF|NOREPLICAS";

    /** Redis 6.2 wraps the error of a command in a script into an error of the script. */
    private static final Pattern WRAPPED = Pattern.compile("-(" + PASSING + ")\\b");

    private Failure() {}

    static LedgerUnavailableException of(String address, Throwable failure) {
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
                            message + ": check the user and password of the address, and the rights of the user"))
                    : new LedgerUnavailableException(
                            message, new ErrorReplyException(code.get(), isPassing(code.get())));
        }
        Optional<LinkageError> broken = find(LinkageError.class, failure);
        if (broken.isPresent()) {
            return unavailable(MissingClass.explained(broken.get()));
        }
        String message = "The server at " + address + " cannot be reached, or the connection to it was lost";
        return find(IOException.class, failure)
                .map(cause -> new LedgerUnavailableException(message, cause))
                .orElseGet(() -> new LedgerUnavailableException(message));
    }

    /** The same failure of a call that has certainly not reached the store. */
    static LedgerUnavailableException notAsked(LedgerUnavailableException failure) {
        return LedgerUnavailableException.notAsked(String.valueOf(failure.getMessage()), failure.getCause());
    }

    private static LedgerUnavailableException unavailable(UnfitStoreException unfit) {
        return new LedgerUnavailableException(unfit.getMessage(), unfit);
    }

    /**
     * The failure of a step in which a server is prepared: an error reply that will not go away by itself becomes a reason
     * not to use the server.
     *
     * @param remedy the remedy, for the message
     */
    static Throwable whilePreparing(Throwable failure, String remedy) {
        Optional<String> code =
                find(RedisCommandExecutionException.class, failure).map(Failure::code);
        if (code.isEmpty() || isPassing(code.get())) {
            return failure;
        }
        return UnfitStoreException.untilChanged("The Redis server answered " + code.get() + ": "
                + (code.get().equals("NOAUTH") ? "put the user and the password into the address" : remedy));
    }

    private static boolean isPassing(String code) {
        return code.matches(PASSING);
    }

    /** The first word of an error reply, unless a script wrapped the error that tells more. */
    static String code(RedisCommandExecutionException error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("");
        Matcher wrapped = WRAPPED.matcher(message);
        Matcher code = CODE.matcher(message);
        if (!code.lookingAt()) {
            return "an error";
        }
        return code.group().equals("ERR") && wrapped.find() ? wrapped.group(1) : code.group();
    }

    static <E extends Throwable> Optional<E> find(Class<E> type, Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
