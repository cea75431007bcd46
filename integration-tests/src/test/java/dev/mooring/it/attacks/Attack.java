package dev.mooring.it.attacks;

import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One row of the list of attacks: a class of inputs, made from a genuine token.
 *
 * @param id the row's
 * @param name the change that it makes
 * @param reasons why each of its attempts may be refused, and nothing else
 * @param authentic whether its attempts are sealed with the right key
 * @param attempts makes them
 */
record Attack(String id, String name, Set<Reason> reasons, boolean authentic, Function<Kit, Stream<Attempt>> attempts) {

    /**
     * A token as it is presented to a server.
     *
     * @param text as a token
     * @param context the server's knowledge of the caller
     * @param now when
     */
    record Attempt(String text, TokenContext context, Instant now) {
        static Attempt of(String text) {
            return new Attempt(text, Kit.CALLER, Kit.NOW);
        }

        @Override
        public String toString() {
            return "an attempt of " + text.length() + " characters";
        }
    }

    /** Made without the key, whatever else is known. */
    static Attack forged(String id, String name, Set<Reason> reasons, Function<Kit, Stream<String>> texts) {
        return new Attack(id, name, reasons, false, kit -> texts.apply(kit).map(Attempt::of));
    }

    /** Of one who has the key: a faulty issuer, an old version, an insider. */
    static Attack sealed(String id, String name, Reason reason, Function<Kit, Stream<String>> texts) {
        return new Attack(
                id, name, Set.of(reason), true, kit -> texts.apply(kit).map(Attempt::of));
    }

    @Override
    public String toString() {
        return id + " " + name;
    }
}
