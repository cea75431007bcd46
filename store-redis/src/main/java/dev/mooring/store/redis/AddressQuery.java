package dev.mooring.store.redis;

import static dev.mooring.store.redis.AddressParser.require;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of an address, each of which is taken once. */
final class AddressQuery {
    private static final String KNOWN = "wait, eviction, guard, in-flight, sentinel, sentinel-user, sentinel-password, "
            + "cluster, password-file, ca, cert and key";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

    private final Map<String, String> values = new HashMap<>();

    AddressQuery(@Nullable String raw) {
        if (raw == null) {
            return;
        }
        for (String setting : raw.split("&", -1)) {
            int equals = setting.indexOf('=');
            require(equals > 0, "has settings of the form name=value after the ?");
            String before = values.put(setting.substring(0, equals), decode(setting.substring(equals + 1)));
            require(before == null, "has each setting once");
        }
    }

    /** Decodes percent signs only: a plus is a plus. */
    static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // not as the cause, whose message shows the text
            throw new IllegalArgumentException(
                    "A Redis ledger's address has two hexadecimal digits after each %, which itself is spelled %25");
        }
    }

    /** A number of up to six digits, or -1. */
    static int number(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }

    RedisLedgerOptions options() {
        RedisLedgerOptions usual = RedisLedgerOptions.DEFAULT;
        return new RedisLedgerOptions(
                number("wait", usual.replicas(), 0, RedisLedgerOptions.MOST_REPLICAS),
                choice("guard", "off", "on"),
                choice("eviction", "checked", "acknowledged"),
                number("in-flight", usual.maxInFlight(), 1, RedisLedgerOptions.MOST_IN_FLIGHT));
    }

    private int number(String name, int unlessGiven, int least, int most) {
        String value = values.remove(name);
        if (value == null) {
            return unlessGiven;
        }
        int number = number(value);
        require(number >= least && number <= most, "has " + name + " from " + least + " to " + most);
        return number;
    }

    boolean choice(String name, String no, String yes) {
        String value = Optional.ofNullable(values.remove(name)).orElse(no);
        require(value.equals(no) || value.equals(yes), "has " + name + "=" + no + " or " + name + "=" + yes);
        return value.equals(yes);
    }

    Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(values.remove(name));
        require(value.isEmpty() || !value.get().isEmpty(), "has a text after " + name + "=");
        return value;
    }

    Optional<Path> path(String name) {
        try {
            return text(name).map(Path::of);
        } catch (InvalidPathException e) {
            // not as the cause, whose message shows the text
            throw new IllegalArgumentException("A Redis ledger's address has the path of a file after " + name + "=");
        }
    }

    /** Their names are not shown, as a password that was not percent-encoded may have become one. */
    void refuseTheRest() {
        require(values.isEmpty(), "has no settings except " + KNOWN);
    }
}
