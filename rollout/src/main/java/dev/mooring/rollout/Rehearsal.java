package dev.mooring.rollout;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Issues and opens tokens at the instants of a time line at which something can change, and notes the refusals. Not
 * thread-safe.
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

    /** A token, the servers that issued it, and those that are to open it at the time of the clock. */
    private record Presented(ResumeToken token, Fleet issuer, Fleet opener) {}

    /** Plays all of a plan. Tokens that servers of the first step refuse of each other are not the plan's fault. */
    void forward(TimeLine line) {
        play(line, line.start(0), presented -> {
            if (Math.max(presented.issuer().step(), presented.opener().step()) > 0) {
                refusal(presented.token(), presented.opener())
                        .ifPresent(reason -> noteForward(line, presented, reason));
            }
        });
    }

    private void noteForward(TimeLine line, Presented presented, Reason reason) {
        boolean older = presented.issuer().step() < presented.opener().step();
        int blamed = older ? firstThatRefuses(line, presented) : firstThatEmits(line, presented);
        Advice advice = new Advice(line, presented.issuer(), presented.opener(), blamed);
        note(older, refusal(line.steps().get(blamed), presented, reason, advice.text(reason)));
    }

    /**
     * Plays a plan whose last step goes back to the one before. It notes the tokens that servers refuse after they have gone
     * back, and that servers of the step before them opened.
     */
    void back(TimeLine line) {
        int back = line.steps().size() - 1;
        int left = back - 1;
        Fleet before = line.whole(left);
        play(line, line.start(back), presented -> {
            if (presented.opener().step() == back && !presented.opener().mixed()) {
                refusal(presented.token(), presented.opener())
                        .filter(reason -> refusal(presented.token(), before).isEmpty())
                        .ifPresent(reason -> note(
                                presented.issuer().step() < left,
                                refusal(line.steps().get(left), presented, reason, Advice.NO_WAY_BACK)));
            }
        });
    }

    private RolloutReport.Refusal refusal(RolloutPlan.Step step, Presented presented, Reason reason, String advice) {
        return new RolloutReport.Refusal(
                step.name(),
                presented.issuer().name(),
                presented.opener().name(),
                reason,
                ResumeTokenManager.inspect(presented.token().text()).header(),
                clock.instant(),
                advice);
    }

    private void note(boolean olderToken, RolloutReport.Refusal refusal) {
        refusals.putIfAbsent(
                new Alike(refusal.step(), olderToken, refusal.reason(), TokenKind.of(refusal.token())), refusal);
    }

    RolloutReport report(int steps) {
        return new RolloutReport(steps, issued, opened, List.copyOf(refusals.values()));
    }

    private void play(TimeLine line, Instant from, Consumer<Presented> watcher) {
        for (Fleet issuer : line.fleets()) {
            for (Instant issuedAt : issueInstants(line, issuer)) {
                if (issuedAt.plus(issuer.server().life()).isAfter(from)) {
                    for (SessionSnapshot session : sessions(line, issuer, issuedAt)) {
                        clock.set(issuedAt);
                        ResumeToken token = issuer.server().tokens().issue(session);
                        issued++;
                        for (Instant instant : openInstants(line, from, token)) {
                            clock.set(instant);
                            line.fleets().stream()
                                    .filter(opener -> opener.runsAt(instant))
                                    .forEach(opener -> watcher.accept(new Presented(token, issuer, opener)));
                        }
                    }
                }
            }
        }
    }

    /** The first and last instants of all servers, and for each of them the instant whose token lives just until then. */
    private static Set<Instant> issueInstants(TimeLine line, Fleet issuer) {
        Set<Instant> instants = new TreeSet<>();
        for (Instant boundary : line.boundaries()) {
            instants.add(boundary);
            instants.add(boundary.minus(issuer.server().life()).plus(TimeLine.TICK));
        }
        instants.removeIf(instant -> !issuer.runsAt(instant));
        return instants;
    }

    /** A new session, the oldest that began at such a server, and the oldest of all whose token has its whole life. */
    private static Set<SessionSnapshot> sessions(TimeLine line, Fleet issuer, Instant now) {
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

    /** The first and last instants of all servers within the life of the token, and both its ends. */
    private static Set<Instant> openInstants(TimeLine line, Instant from, ResumeToken token) {
        Instant last = token.expiresAt().minus(TimeLine.TICK);
        Set<Instant> instants = new TreeSet<>(line.boundaries());
        instants.add(token.issuedAt());
        instants.add(last);
        instants.removeIf(
                instant -> instant.isBefore(token.issuedAt()) || instant.isAfter(last) || instant.isBefore(from));
        return instants;
    }

    private Optional<Reason> refusal(ResumeToken token, Fleet opener) {
        opened++;
        try {
            opener.server().tokens().open(token.text());
            return Optional.empty();
        } catch (ResumeTokenException e) {
            return Optional.of(e.reason());
        }
    }

    /**
     * The step to blame for an older token that is refused: of the steps up to the opener that refuse the token in a row,
     * the first, because the later ones changed nothing about it. A step that opens the token in between ends the row,
     * so that an earlier fault, which is reported on its own, is not blamed for this one.
     */
    private int firstThatRefuses(TimeLine line, Presented presented) {
        int first = presented.opener().step();
        while (first - 1 > presented.issuer().step()
                && refusal(presented.token(), line.whole(first - 1)).isPresent()) {
            first--;
        }
        return first;
    }

    /** The step to blame for a newer token that is refused: the first of those in a row that issue such tokens. */
    private static int firstThatEmits(TimeLine line, Presented presented) {
        TokenKind emitted = presented.issuer().server().emits();
        int first = presented.issuer().step();
        while (first - 1 > presented.opener().step()
                && line.whole(first - 1).server().emits().equals(emitted)) {
            first--;
        }
        return first;
    }
}
