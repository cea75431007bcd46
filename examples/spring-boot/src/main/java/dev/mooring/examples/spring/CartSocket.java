package dev.mooring.examples.spring;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.TokenContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * A cart over a WebSocket. The client says {@code begin}, {@code add ITEM} or {@code resume ATTEMPT TOKEN}; the answer is the
 * cart in one line, and a token of that state in another. A client that comes back resumes with its last token.
 */
@Component
class CartSocket extends TextWebSocketHandler {
    private static final String CART = "cart";
    private static final String SESSION = "session";

    /** From the login of a real application, and never from the client. */
    private static final TokenContext CALLER = TokenContext.of("principal", "alice");

    private static final int SEND_LIMIT_MILLIS = 5_000;
    private static final int BUFFER_BYTES = 65_536;

    private final PersistentSessionManager sessions;
    private final Map<String, WebSocketSession> sockets = new ConcurrentHashMap<>();

    CartSocket(PersistentSessionManager sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message) throws IOException {
        String[] words = message.getPayload().split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        try {
            switch (words[0]) {
                case "begin" -> serve(socket, sessions.begin(CALLER));
                case "resume" -> resume(socket, rest.split(" ", 2));
                case "add" -> add(socket, rest);
                default -> throw new IllegalArgumentException("say begin, add or resume");
            }
        } catch (ResumeTokenException refusal) {
            socket.sendMessage(new TextMessage("refused: " + refusal.clientMessage()));
        } catch (IllegalArgumentException malformed) {
            socket.sendMessage(new TextMessage("refused: " + malformed.getMessage()));
        }
    }

    private void serve(WebSocketSession socket, Session session) throws IOException {
        socket.getAttributes().put(SESSION, session);
        sockets.put(session.id(), new ConcurrentWebSocketSessionDecorator(socket, SEND_LIMIT_MILLIS, BUFFER_BYTES));
        answer(session, sessions.checkpoint(session).token());
    }

    private void resume(WebSocketSession socket, String[] attemptAndToken) throws IOException {
        if (attemptAndToken.length < 2) {
            throw new IllegalArgumentException("resume takes an attempt and a token");
        }
        ResumeOutcome outcome = sessions.resume(ResumeRequest.of(attemptAndToken[1], CALLER)
                .withAttempt(new ResumeAttempt(attemptAndToken[0]))
                .replacingLive());
        if (outcome instanceof ResumeOutcome.Resumed resumed) {
            serve(socket, resumed.session());
        } else {
            socket.sendMessage(new TextMessage("refused: " + ((ResumeOutcome.Refused) outcome).clientMessage()));
        }
    }

    private void add(WebSocketSession socket, String item) throws IOException {
        if (!(socket.getAttributes().get(SESSION) instanceof Session session)) {
            throw new IllegalArgumentException("begin or resume first");
        }
        // the change and its token are one step to every other thread, such as that of the drain
        ResumeToken token = session.atomically(() -> {
            List<Value> items = new ArrayList<>(items(session));
            items.add(Value.of(item));
            session.variables().set(CART, Value.array(items));
            return sessions.checkpoint(session).token();
        });
        answer(session, token);
    }

    private static List<Value> items(Session session) {
        return session.variables()
                .get(CART)
                .map(cart -> ((Value.ArrayValue) cart).elements())
                .orElse(List.of());
    }

    private void answer(Session session, ResumeToken token) throws IOException {
        List<String> items = items(session).stream()
                .map(item -> ((Value.TextValue) item).value())
                .toList();
        send(session, "cart " + String.join(", ", items) + "\ntoken " + token.text());
    }

    private void send(Session session, String text) throws IOException {
        WebSocketSession socket = sockets.get(session.id());
        if (socket != null) {
            socket.sendMessage(new TextMessage(text));
        }
    }

    /** The server stops: sends the last token, and closes the WebSocket. */
    void sayGoodbye(Session session, ResumeToken token) {
        WebSocketSession socket = sockets.get(session.id());
        if (socket != null) {
            try {
                socket.sendMessage(new TextMessage("goodbye\ntoken " + token.text()));
                socket.close(CloseStatus.SERVICE_RESTARTED);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /**
     * The session stays live for a while, so that the client can come back to this server, too. It may have come back before
     * its lost socket was noticed: the newer socket stays.
     */
    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        if (socket.getAttributes().get(SESSION) instanceof Session session) {
            sockets.computeIfPresent(
                    session.id(), (id, newest) -> newest.getId().equals(socket.getId()) ? null : newest);
        }
    }
}
