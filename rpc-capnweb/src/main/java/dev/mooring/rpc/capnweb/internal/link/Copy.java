package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.rpc.capnweb.internal.link.LinkedPeer.Taken;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A session in the memory of this server, with its side of the link. Sockets come and go; one at a time is attached.
 *
 * <p>One lock guards it. It is held while the peer takes a message, which waits for the session's guard at most, and never
 * while the ledger or the application is asked. Under it the guard may be taken, and never the other way round. A commit has
 * the guard, and may ask the ledger to settle the claim of a restored session.
 */
final class Copy {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int DISPLACED = 4001;
    static final int BROKEN_RULE = 1008;

    private static final String STALE = "The session went on elsewhere";
    private static final String TOO_OLD = "The session has lived as long as it may";
    private static final String LEAVES = "The server leaves";
    private static final String UNSAVED = "The session cannot be saved at present, and does not begin without a token";

    /** How long a client may take to answer the last commit once the grace is over. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Whether the client is known to have the answer to its resume. */
    private enum Phase {
        UNCONFIRMED,
        CONFIRMING,
        LIVE,
        /** The session is suspended: all that is left to do is to hand over the last commit. */
        LEFT,
        ENDED
    }

    /** The parts that a copy is made of. */
    record Origin(CopyId name, long serial, LinkState state, Doubt doubt) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Origin origin;
    private final PersistentSessionManager sessions;
    private final LinkSettings settings;
    private final Runnable forget;
    private final Intake intake;
    private final OutboundLog outbound;
    private final Commits commits;
    private final Alarms alarms;
    private volatile @Nullable LinkedPeer peer;
    private @Nullable Carrier carrier;
    private @Nullable Answer answer;
    private Phase phase;
    private long socket;
    private long covered;
    private boolean cutting;

    /** The socket that a commit is being written to. A socket that hangs keeps no other one waiting. */
    private @Nullable Carrier writingTo;

    private boolean cutWanted;
    private @Nullable Ending ending;
    private @Nullable Carrier endsAfterConfirming;
    private volatile @Nullable Departure departure;

    /** How the peer has ended before the copy went into service. */
    private record Ending(int code, String reason) {}

    private Copy(
            Origin origin, PersistentSessionManager sessions, LinkSettings settings, Phase phase, Runnable forget) {
        this.origin = origin;
        this.sessions = sessions;
        this.settings = settings;
        this.phase = phase;
        this.forget = forget;
        this.commits = new Commits(origin, sessions, settings.times().refreshAfter());
        this.covered = origin.state().covers();
        intake = new Intake(origin.state(), commits, settings.maxKeptChars());
        outbound = new OutboundLog(origin.serial());
        alarms = new Alarms(settings.timer());
    }

    /** A copy of a session that begins. */
    static Copy begun(Origin origin, PersistentSessionManager sessions, LinkSettings settings, Runnable forget) {
        return new Copy(origin, sessions, settings, Phase.LIVE, forget);
    }

    /** A copy of a session that was restored, inert until the client is known to have its answer. */
    static Copy restored(Origin origin, PersistentSessionManager sessions, LinkSettings settings, Runnable forget) {
        return new Copy(origin, sessions, settings, Phase.UNCONFIRMED, forget);
    }

    CopyId name() {
        return origin.name();
    }

    Doubt doubt() {
        return origin.doubt();
    }

    /** The client gets a token that no commit holds. */
    void issued(ResumeToken token) {
        commits.issued(token);
    }

    /** The peer, once the copy has one. */
    Optional<LinkedPeer> peerIfAny() {
        return Optional.ofNullable(peer);
    }

    private LinkedPeer peer() {
        LinkedPeer made = peer;
        if (made == null) {
            throw new IllegalStateException("The copy has no peer yet");
        }
        return made;
    }

    // ---- sockets

    /** Goes into service on its first socket. */
    void begin(LinkedPeer made, Carrier first) {
        locked(() -> {
            peer = made;
            carrier = first;
            listen();
            cutWanted = true;
        });
        endIfAsked();
        wake();
    }

    /** The application may have ended the session while it made its objects. */
    private void endIfAsked() {
        Ending asked = ending;
        if (asked != null) {
            endedByPeer(asked.code(), asked.reason());
        }
    }

    /** Goes into service on its first socket, and waits for the client to confirm. */
    void restore(LinkedPeer made, Carrier first, Answer given) {
        locked(() -> {
            peer = made;
            carrier = first;
            answer = given;
            socket = given.question().seen().socket();
            listen();
            alarms.set("unconfirmed", settings.times().unconfirmedFor(), () -> drop("The client did not come back"));
            first.send(given.frame());
        });
        endIfAsked();
    }

    /** Whether this is the unconfirmed answer to such a question, which then is given again (L-23). */
    boolean answersAgain(ClientFrame.Resume question, Carrier next) {
        return lockedTest(() -> {
            Answer given = answer;
            if (phase != Phase.UNCONFIRMED || given == null || !given.isTo(question)) {
                return false;
            }
            if (replaceCarrier(next, question.seen().socket())) {
                next.send(given.frame());
            }
            return true;
        });
    }

    /** Whether this copy waits for the client that made such an attempt, but restored it from another question. */
    boolean isOutdatedBy(ClientFrame.Resume question) {
        return lockedTest(() -> phase == Phase.UNCONFIRMED && answer != null && answer.isToAttemptOf(question));
    }

    /** Attaches the client whose token names this copy (L-19); false if the copy has ended. */
    boolean attach(ClientFrame.Seen seen, Carrier next) throws LinkException {
        boolean confirms;
        lock.lock();
        try {
            if (phase == Phase.ENDED) {
                return false;
            }
            if (!replaceCarrier(next, seen.socket())) {
                return true;
            }
            outbound.acknowledge(seen.ack());
            next.send(ServerFrames.attached(intake.lacking()));
            outbound.unacknowledged().forEach(next::send);
            Departure leaves = departure;
            if (phase == Phase.LEFT && leaves != null) {
                next.send(leaves.move());
                return true;
            }
            cutWanted |= intake.received() > covered;
            confirms = phase == Phase.UNCONFIRMED;
            if (confirms) {
                phase = Phase.CONFIRMING;
            }
        } finally {
            lock.unlock();
        }
        if (confirms) {
            confirm();
        } else {
            peer().attached();
            wake();
        }
        return true;
    }

    /** Puts a socket in the place of the one before; a late one is refused (L-20). */
    private boolean replaceCarrier(Carrier next, long number) {
        if (number <= socket) {
            next.send(ServerFrames.refused(true, "A newer connection serves the session", 0));
            next.close(NORMAL, "");
            return false;
        }
        socket = number;
        Carrier before = carrier;
        carrier = next;
        if (before != null) {
            before.cut(DISPLACED, "Another connection serves the session");
        }
        intake.forgetKept();
        alarms.cancel("detached");
        listen();
        next.send(ServerFrames.settings(settings.maxFrameChars(), settings.maxKeptChars()));
        return true;
    }

    /** A socket is closed. */
    void closed(Carrier gone) {
        locked(() -> {
            gone.closed();
            if (gone == carrier) {
                carrier = null;
                alarms.cancel("silence");
                alarms.set("detached", settings.times().detachedFor(), () -> drop("The client did not come back"));
            }
        });
    }

    private void listen() {
        Carrier listened = carrier;
        alarms.set("silence", settings.times().deadAfter(), () -> {
            if (listened != null) {
                listened.cut(NORMAL, "No frame came for too long");
                closed(listened);
            }
        });
    }

    // ---- frames of the client

    /** Takes a frame, unless it comes from a socket that was displaced. */
    void receive(Carrier from, ClientFrame frame) {
        String broken = null;
        lock.lock();
        try {
            if (from != carrier || phase == Phase.ENDED) {
                return;
            }
            listen();
            take(from, frame);
        } catch (LinkException violation) {
            broken = violation.rule();
        } finally {
            lock.unlock();
        }
        if (broken != null) {
            breakRule(from, broken);
        } else if (frame instanceof ClientFrame.End && !endsLater(from)) {
            end(from);
        } else if (phase == Phase.CONFIRMING) {
            confirm();
        } else if (phase == Phase.LEFT) {
            endIfTaken();
        } else {
            wake();
        }
    }

    /** An end comes after all that the client sent before, and that may have to wait for the ledger. */
    private boolean endsLater(Carrier from) {
        return lockedTest(() -> {
            endsAfterConfirming = phase == Phase.CONFIRMING ? from : null;
            return endsAfterConfirming != null;
        });
    }

    private void take(Carrier from, ClientFrame frame) throws LinkException {
        if (frame instanceof ClientFrame.Data data) {
            data(data);
        } else if (frame instanceof ClientFrame.Again again) {
            again(again);
        } else if (frame instanceof ClientFrame.Ping) {
            from.sendOnce(ServerFrames.PONG);
        } else if (!(frame instanceof ClientFrame.End)) {
            throw new LinkException("A session is begun or resumed once on a connection");
        }
    }

    private void data(ClientFrame.Data data) throws LinkException {
        if (phase == Phase.LEFT) {
            outbound.acknowledge(data.ack());
            return;
        }
        if (phase == Phase.UNCONFIRMED || !intake.isComplete()) {
            throw new LinkException("The bodies that were asked for come first");
        }
        if (phase == Phase.CONFIRMING) {
            intake.keep(data);
            return;
        }
        outbound.acknowledge(data.ack());
        if (intake.accept(data, peer())) {
            alarms.setUnlessSet("cover", settings.times().coverWithin(), this::cover);
        }
    }

    private void again(ClientFrame.Again again) throws LinkException {
        if (phase == Phase.LEFT) {
            return; // it asked for none, and had all before it left
        }
        if (phase == Phase.LIVE && intake.isComplete()) {
            throw new LinkException("No bodies were asked for");
        }
        intake.accept(again);
        if (phase == Phase.UNCONFIRMED) {
            phase = Phase.CONFIRMING;
        } else if (phase == Phase.LIVE && intake.isComplete()) {
            intake.start(peer());
        }
    }

    private void cover() {
        locked(() -> cutWanted |= intake.received() > covered);
        wake();
    }

    // ---- confirming

    private void confirm() {
        boolean first = lockedTest(() -> {
            boolean mine = phase == Phase.CONFIRMING && !alarms.isSet("confirming");
            alarms.set("confirming", settings.times().unconfirmedFor(), () -> {});
            return mine;
        });
        if (first) {
            settings.executor().execute(this::confirmNow);
        }
    }

    private void confirmNow() {
        try {
            sessions.confirm(peer().session());
        } catch (ResumeTokenException refusal) {
            if (refusal.reason() != Reason.LEDGER_UNAVAILABLE) {
                refuse(true, STALE);
                return;
            }
            // a client that has its answer is served; the next token tries to settle again
        } catch (IllegalStateException ended) {
            drop("The session has ended");
            return;
        }
        Carrier from = carrier;
        String broken = null;
        lock.lock();
        try {
            if (phase != Phase.CONFIRMING) {
                return;
            }
            phase = Phase.LIVE;
            answer = null;
            alarms.cancel("unconfirmed");
            alarms.cancel("confirming");
            refreshLater();
            if (intake.isComplete()) {
                intake.start(peer());
            }
            for (ClientFrame.Data data : intake.takeKept()) {
                data(data);
            }
        } catch (LinkException violation) {
            broken = violation.rule();
        } finally {
            lock.unlock();
        }
        Carrier ends = endsAfterConfirming;
        if (broken != null && from != null) {
            breakRule(from, broken);
        } else if (ends != null) {
            end(ends);
        } else {
            wake();
        }
    }

    // ---- commits

    /** Makes a commit if there is something to say, somebody to say it to, and none under way. */
    void wake() {
        boolean cut = lockedTest(() -> {
            if (phase != Phase.LIVE || cutting || !isLastDue() && !isCutDue()) {
                return false;
            }
            cutting = true;
            cutWanted = false;
            return true;
        });
        if (cut) {
            peer().betweenSegments(this::cut);
        }
    }

    private boolean isCutDue() {
        return carrier != null
                && writingTo != carrier
                && (cutWanted || peer().hasOutputs())
                // until the client acknowledges
                && outbound.chars() <= settings.maxUnacknowledgedChars();
    }

    private boolean isLastDue() {
        Departure leaves = departure;
        return leaves != null && leaves.isDue(peer()) && !alarms.isSet("save");
    }

    private void cut() {
        Commits.Made made;
        try {
            made = peer().session().atomically(() -> commits.make(peer(), isLastDue()));
        } catch (ResumeTokenException refusal) {
            boolean stale = refusal.reason() == Reason.REPLAYED;
            refuse(stale, stale ? STALE : TOO_OLD);
            return;
        } catch (IllegalStateException ended) {
            drop("The session has ended");
            return;
        }
        Commit commit = made.commit();
        String token = commit.token();
        peer().committed(token == null ? 0 : token.length(), made.taken());
        if (token == null && isUntold()) {
            refuse(true, UNSAVED);
            return;
        }
        lock.lock();
        try {
            List<String> frames = frames(commit);
            frames.forEach(frame -> outbound.add(commit.serial(), frame));
            covered = commit.covers();
            alarms.cancel("cover");
            refreshLater();
            if (intake.received() > covered) {
                alarms.set("cover", settings.times().coverWithin(), this::cover);
            }
            phase = made.last()
                    ? Phase.LEFT
                    : phase; // before the commit is sent, after which the next one is looked for
            send(frames);
            if (made.last()) {
                leaveWith(made.taken());
            } else if (isLastDue()) {
                alarms.set("save", settings.times().coverWithin(), this::wake); // the hindrance may pass
            }
        } finally {
            lock.unlock();
        }
        if (made.last()) {
            peer().end(LEAVES);
        }
    }

    /** A token expires, so a session that says nothing gets a fresh one in time. */
    private void refreshLater() {
        alarms.set("refresh", commits.refreshAfter(), () -> {
            locked(() -> cutWanted = true);
            wake();
        });
    }

    /** Whether the client of a session that begins knows nothing of it yet (L-12). */
    private boolean isUntold() {
        return lockedTest(() -> outbound.last() == 0);
    }

    /** A commit, and before it the reason if it has no token (L-17). */
    private List<String> frames(Commit commit) {
        String why = commits.fragile();
        String frame = ServerFrames.commit(commit);
        return why == null ? List.of(frame) : List.of(ServerFrames.fragile(why), frame);
    }

    private void send(List<String> frames) {
        cutting = false;
        Carrier to = carrier;
        if (to == null) {
            return;
        }
        int commit = frames.size() - 1;
        frames.subList(0, commit).forEach(to::send);
        writingTo = to;
        to.send(frames.get(commit), () -> {
            locked(() -> {
                if (writingTo == to) {
                    writingTo = null;
                }
            });
            settings.executor().execute(this::wake);
        });
    }

    // ---- the server leaves

    /** Makes the last commit as soon as no call runs, and sends the client to another server (L-32). */
    CompletionStage<Left> leave(Leaving how) {
        Departure mine = new Departure(how);
        boolean inert;
        lock.lock();
        try {
            Departure before = departure;
            if (before != null) {
                return before.outcome();
            }
            departure = mine;
            if (phase == Phase.ENDED) {
                mine.complete();
                return mine.outcome();
            }
            inert = isInert();
            if (inert) {
                leaveAsItIs();
            }
            alarms.set("leave", how.grace(), this::endGrace);
        } finally {
            lock.unlock();
        }
        if (inert) {
            leaveAs(carrier == null ? Left.Way.AWAY : Left.Way.MOVED);
        } else {
            peer().leave();
            wake();
        }
        return mine.outcome();
    }

    /** Whether nothing has run since the token that the client has or is about to get. */
    private boolean isInert() {
        return phase == Phase.UNCONFIRMED || phase == Phase.LIVE && !intake.isComplete();
    }

    /** Sends the client away with the token that it has, and takes nothing of it any more; with the lock. */
    private void leaveAsItIs() {
        phase = Phase.LEFT;
        Carrier to = carrier;
        if (to != null) {
            to.send(leaves().move());
        }
    }

    private Departure leaves() {
        Departure leaves = departure;
        if (leaves == null) {
            throw new IllegalStateException("The server stays");
        }
        return leaves;
    }

    private void leaveWith(Taken taken) {
        alarms.cancel("cover");
        alarms.cancel("refresh");
        leaves().cutOff((int) taken.pending().stream()
                .filter(LinkedPeer.PendingMessage::started)
                .count());
        Carrier to = carrier;
        if (to != null) {
            to.send(leaves().move());
        }
    }

    /** The client has all when it has acknowledged the last commit. */
    private void endIfTaken() {
        if (lockedTest(() -> phase == Phase.LEFT && outbound.isAcknowledged())) {
            leaveAs(Left.Way.MOVED);
        }
    }

    private void endGrace() {
        leaves().endGrace();
        boolean waits = lockedTest(() -> {
            alarms.set("farewell", FAREWELL, this::endFarewell);
            return phase != Phase.LEFT || carrier != null;
        });
        if (waits) {
            wake();
        } else {
            endFarewell();
        }
    }

    private void endFarewell() {
        boolean inert = lockedTest(() -> {
            if (phase != Phase.CONFIRMING && !isInert()) {
                return false;
            }
            leaveAsItIs();
            return true;
        });
        boolean saved = lockedTest(() -> phase == Phase.LEFT);
        if (inert && carrier != null) {
            leaveAs(Left.Way.MOVED);
        } else {
            if (!saved) {
                leaves().cutOff(peer().running());
            }
            leaveAs(saved ? Left.Way.AWAY : Left.Way.UNSAVED);
        }
    }

    private void leaveAs(Left.Way way) {
        leaves().goes(way);
        Carrier to = carrier;
        if (to != null) {
            to.close(GOING_AWAY, LEAVES);
        }
        drop(LEAVES);
    }

    // ---- ends

    /** The client broke a rule (L-6). A socket that was displaced, or never attached, ends nothing but itself (L-20). */
    void breakRule(Carrier from, String rule) {
        from.send(ServerFrames.refused(false, rule, 0));
        from.close(BROKEN_RULE, rule);
        if (lockedTest(() -> from == carrier)) {
            drop(rule);
        }
    }

    private void refuse(boolean retryable, String message) {
        Carrier to = carrier;
        if (to != null) {
            to.send(ServerFrames.refused(retryable, message, 0));
            to.close(NORMAL, "");
        }
        drop(message);
    }

    /** The application on the other side is done; the calls that it sent before are run (L-31). */
    private void end(Carrier from) {
        peer().afterCallsSoFar(() -> {
            drop("The client has ended the session");
            from.close(NORMAL, "");
        });
    }

    /** The peer; if the copy has none yet, it ends as soon as it has. */
    private @Nullable LinkedPeer inService(Ending asked) {
        lock.lock();
        try {
            if (peer == null) {
                ending = asked;
            }
            return peer;
        } finally {
            lock.unlock();
        }
    }

    /** The peer has ended: its last outputs are sent, and the client comes to no other server with it. */
    void endedByPeer(int code, String reason) {
        LinkedPeer ended = inService(new Ending(code, reason));
        if (ended == null || lockedTest(() -> phase == Phase.LEFT)) {
            return;
        }
        Taken last = ended.session().isLive() ? ended.session().atomically(ended::take) : null;
        Carrier to = carrier;
        if (to != null && last != null && !last.lines().isEmpty() && !isUntold()) {
            List<String> lines = new ArrayList<>(last.lines());
            to.send(ServerFrames.commit(new Commit(commits.nextSerial(), covered, List.of(), null, List.of(), lines)));
        }
        if (to != null) {
            closeEnded(to, code, reason);
        }
        drop(reason);
    }

    /** A client that has no token yet would begin again (L-12). */
    private void closeEnded(Carrier to, int code, String reason) {
        if (isUntold()) {
            to.send(ServerFrames.refused(false, reason, 0));
        }
        to.close(code, reason);
    }

    /** Ends the copy: its tokens stay good, and whoever has one resumes cold. */
    void drop(String reason) {
        Carrier last;
        lock.lock();
        try {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = Phase.ENDED;
            last = carrier;
            carrier = null;
            alarms.cancelAll();
        } finally {
            lock.unlock();
        }
        forget.run();
        if (last != null) {
            closeEnded(last, NORMAL, "");
        }
        LinkedPeer ended = peer;
        if (ended != null) {
            ended.end(reason);
            sessions.end(ended.session());
        }
        Departure leaves = departure;
        if (leaves != null) {
            leaves.complete();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private boolean lockedTest(BooleanSupplier test) {
        lock.lock();
        try {
            return test.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
