package dev.mooring.rollout;

import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Issues and opens at the instants of a time line where something can change, and notes what is refused. Not thread-safe.
 */
final class Rehearsal {
    private final VirtualClock clock;
    private final Map<Alike, RolloutReport.Refusal> refusals = new LinkedHashMap<>();
    private long issued;
    private long opened;

    Rehearsal(VirtualClock clock) {
        this.clock = clock;
    }

    /** Refusals that are alike: the first of them is reported. */
    private record Alike(String step, boolean olderToken, Reason reason, TokenKind token) {}

    /** Is told of every token that a server opens or refuses, while the clock stands there. */
    @FunctionalInterface
    private interface Watcher {
        void presented(ResumeToken token, Generation issuer, Generation opener);
    }

    /** Plays all of a plan; what the first step's servers refuse of their own they refuse already. */
    void forward(TimeLine line) {
        play(line, line.start(0), (token, issuer, opener) -> {
            if (Math.max(issuer.step(), opener.step()) > 0) {
                refusal(token, opener).ifPresent(reason -> {
                    boolean older = issuer.step() < opener.step();
                    int blamed = older
                            ? firstThatRefuses(line, token, issuer, opener)
                            : firstThatEmits(line, issuer, opener);
                    String advice = new Advice(line, issuer, opener, blamed).text(reason);
                    note(line.steps().get(blamed).name(), older, reason, token, issuer, opener, advice);
                });
            }
        });
    }

    /**
     * Plays a plan whose last step goes back to the one before, as far as servers that have gone back refuse what those
     * before them opened.
     */
    void back(TimeLine line) {
        int back = line.steps().size() - 1;
        int left = back - 1;
        Generation before = line.whole(left);
        play(line, line.start(back), (token, issuer, opener) -> {
            if (opener.step() == back && !opener.mixed()) {
                refusal(token, opener)
                        .filter(reason -> refusal(token, before).isEmpty())
                        .ifPresent(reason -> note(
                                line.steps().get(left).name(),
                                issuer.step() < left,
                                reason,
                                token,
                                issuer,
                                opener,
                                Advice.NO_WAY_BACK));
            }
        });
    }

    RolloutReport report(int steps) {
        return new RolloutReport(steps, issued, opened, List.copyOf(refusals.values()));
    }

    private void play(TimeLine line, Instant from, Watcher watcher) {
        for (Generation issuer : line.generations()) {
            for (Instant issuedAt : issueInstants(line, issuer)) {
                if (issuedAt.plus(issuer.server().life()).isAfter(from)) {
                    for (SessionSnapshot session : sessions(line, issuer, issuedAt)) {
                        clock.set(issuedAt);
                        ResumeToken token = issuer.server().tokens().issue(session);
                        issued++;
                        for (Instant instant : openInstants(line, from, token)) {
                            clock.set(instant);
                            line.generations().stream()
                                    .filter(opener -> opener.runsAt(instant))
                                    .forEach(opener -> watcher.presented(token, issuer, opener));
                        }
                    }
                }
            }
        }
    }

    /** The first and the last, those of others, and those whose tokens live just until then. */
    private static Set<Instant> issueInstants(TimeLine line, Generation issuer) {
        Set<Instant> instants = new TreeSet<>();
        for (Instant boundary : line.boundaries()) {
            instants.add(boundary);
            instants.add(boundary.minus(issuer.server().life()).plus(TimeLine.TICK));
        }
        instants.removeIf(instant -> !issuer.runsAt(instant));
        return instants;
    }

    /** A new session, the oldest that began at such a server, and the oldest of all whose token has its whole life. */
    private static Set<SessionSnapshot> sessions(TimeLine line, Generation issuer, Instant now) {
        Server server = issuer.server();
        Duration shortest = line.shortestSessionAge(issuer);
        Instant oldestHere = now.minus(server.maxSessionAge()).plus(server.life());
        Instant oldest = now.minus(shortest).plus(server.life());
        Set<SessionSnapshot> sessions = new LinkedHashSet<>();
        sessions.add(Server.session(now, server.maxSessionAge()));
        sessions.add(Server.session(within(issuer.from(), oldestHere, now), server.maxSessionAge()));
        sessions.add(Server.session(within(oldest, oldest, now), shortest));
        return sessions;
    }

    private static Instant within(Instant earliest, Instant wanted, Instant latest) {
        Instant late = wanted.isBefore(earliest) ? earliest : wanted;
        return late.isAfter(latest) ? latest : late;
    }

    /** All that matter to anyone, from its issue to its last. */
    private static Set<Instant> openInstants(TimeLine line, Instant from, ResumeToken token) {
        Instant last = token.expiresAt().minus(TimeLine.TICK);
        Set<Instant> instants = new TreeSet<>(line.boundaries());
        instants.add(token.issuedAt());
        instants.add(last);
        instants.removeIf(
                instant -> instant.isBefore(token.issuedAt()) || instant.isAfter(last) || instant.isBefore(from));
        return instants;
    }

    private Optional<Reason> refusal(ResumeToken token, Generation opener) {
        opened++;
        try {
            opener.server().tokens().open(token.text());
            return Optional.empty();
        } catch (ResumeTokenException e) {
            return Optional.of(e.reason());
        }
    }

    private void note(
            String step,
            boolean olderToken,
            Reason reason,
            ResumeToken token,
            Generation issuer,
            Generation opener,
            String advice) {
        refusals.computeIfAbsent(
                new Alike(step, olderToken, reason, issuer.server().emits()),
                first -> new RolloutReport.Refusal(
                        step,
                        issuer.name(),
                        opener.name(),
                        reason,
                        ResumeTokenManager.inspect(token.text()).header(),
                        clock.instant(),
                        advice));
    }

    /** Later steps may have left things as they are, so the first one that would refuse the token now is to blame. */
    private int firstThatRefuses(TimeLine line, ResumeToken token, Generation issuer, Generation opener) {
        return line.generations().stream()
                .filter(other -> other.step() > issuer.step() && other.step() < opener.step())
                .filter(other -> refusal(token, other).isPresent())
                .mapToInt(Generation::step)
                .min()
                .orElse(opener.step());
    }

    private static int firstThatEmits(TimeLine line, Generation issuer, Generation opener) {
        return line.generations().stream()
                .filter(other -> other.step() > opener.step() && other.step() < issuer.step())
                .filter(other -> other.server().emits().equals(issuer.server().emits()))
                .mapToInt(Generation::step)
                .min()
                .orElse(issuer.step());
    }
}
