package dev.mooring.it.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.KeySet;
import dev.mooring.it.leaks.LeakNet.Seen;
import dev.mooring.session.Session;
import dev.mooring.session.SessionListener;
import dev.mooring.token.KeySource;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenHeader;
import dev.mooring.token.TokenListener;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** Keeps every object and exception that came out of the library, and the secrets that none of them may show. */
final class Diary implements TokenListener, SessionListener {
    final LeakNet net;
    final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final Queue<Object> objects = new ConcurrentLinkedQueue<>();
    private final Queue<Seen> texts = new ConcurrentLinkedQueue<>();

    Diary(LeakNet net) {
        this.net = net;
    }

    <T> T note(T object) {
        objects.add(object);
        return object;
    }

    /** A text that is given to whoever asked. */
    void text(String where, Object shown) {
        texts.add(new Seen(where, String.valueOf(shown)));
    }

    /** The deed is refused for a reason. */
    void refused(Reason reason, Executable deed) {
        ResumeTokenException refusal = note(assertThrows(ResumeTokenException.class, deed));
        assertEquals(reason, refusal.reason());
        text("what a client is told", refusal.clientMessage());
    }

    /** The deed fails, whatever is said of it. */
    void failed(Executable deed) {
        note(assertThrows(Exception.class, deed));
    }

    /** The deed may fail. */
    void tried(Executable deed) {
        try {
            deed.execute();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            note(e);
        }
    }

    List<Seen> seen() {
        return Stream.concat(texts.stream(), Reach.from(objects).stream()).toList();
    }

    @Override
    public void issued(TokenHeader header) {
        note(header);
    }

    @Override
    public void opened(OpenedToken token) {
        note(token);
    }

    /** As text, because the fault that it holds is not for everyone. */
    @Override
    public void refused(Refusal refusal) {
        reasons.add(refusal.reason());
        text("a listener's refusal", refusal);
    }

    @Override
    public void keysChanged(KeySet keys) {
        note(keys);
    }

    @Override
    public void keysUnavailable(KeySource source, Throwable fault) {
        note(source);
        note(fault);
    }

    @Override
    public void resumed(Session session) {
        note(session);
    }

    @Override
    public void refused(ResumeTokenException refusal) {
        reasons.add(refusal.reason());
        note(refusal);
    }

    @Override
    public void ended(Session session, Session.Ending ending) {
        note(session);
    }

    @Override
    public void notSuspended(Session session, ResumeTokenException refusal) {
        note(session);
        note(refusal);
    }
}
