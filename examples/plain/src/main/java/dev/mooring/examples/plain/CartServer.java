package dev.mooring.examples.plain;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.bind.jackson.ValueMapper;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.session.VariableStateManager;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves one cart to each connection, in lines of text:
 *
 * <pre>
 * begin                    → token TEXT
 * add 2 tea                → cart 2 tea, then token TEXT
 * resume ATTEMPT TOKEN     → cart 2 tea, then token TEXT; or refused
 * </pre>
 *
 * <p>Each answer brings the token of the state that it tells of. A client whose socket closes has the state of its last
 * answer in its hand: it resumes there, and repeats the request that was not answered.
 */
final class CartServer {
    /** A real server takes tenant and principal from the login, and never from the client's words. */
    private static final TokenContext CALLER = TokenContext.of("principal", "alice");

    private final PersistentSessionManager sessions;
    private final ValueMapper mapper = new ValueMapper();

    CartServer(Map<String, String> settings) {
        ResumeTokenManager tokens = ResumeTokenManager.fromProperties(settings);
        // no references are exported here, so none is granted again
        this.sessions = PersistentSessionManager.builder(tokens, request -> CapabilityRestorer.refuse())
                .build();
    }

    /** Serves until the process is killed, and says its port first. */
    void run() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            System.out.println(door.getLocalPort());
            while (true) {
                Socket socket = door.accept();
                new Thread(() -> serve(socket)).start();
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            Connection connection =
                    new Connection(new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                connection.answer(line.split(" ", 3));
            }
        } catch (IOException | RuntimeException e) {
            // The socket is closed or the client talks nonsense. The session stays live for as long as it may be idle:
            // the client comes back with its token, here or on another server.
        }
    }

    /** One socket, and the session that it speaks for. */
    private final class Connection {
        private final PrintStream out;
        private @Nullable Session session;

        Connection(PrintStream out) {
            this.out = out;
        }

        void answer(String... words) {
            switch (words[0]) {
                case "begin" -> {
                    session = sessions.begin(CALLER);
                    sayToken();
                }
                case "add" -> add(new Cart.Item(words[2], Integer.parseInt(words[1])));
                case "resume" -> resume(new ResumeAttempt(words[1]), words[2]);
                default -> throw new IllegalArgumentException("An unknown request");
            }
        }

        private void add(Cart.Item item) {
            VariableStateManager variables = session().variables();
            // one step, so that no capture lies between the read and the write
            session().atomically(() -> {
                variables.set("cart", mapper.toValue(cart().with(item)));
                return true;
            });
            sayCart();
            sayToken();
        }

        private void resume(ResumeAttempt attempt, String token) {
            ResumeOutcome outcome = sessions.resume(
                    ResumeRequest.of(token, CALLER).withAttempt(attempt).replacingLive());
            if (outcome instanceof ResumeOutcome.Resumed resumed) {
                session = resumed.session();
                sayCart();
                out.println("token " + resumed.successor().text());
            } else {
                out.println("refused");
            }
        }

        private Session session() {
            return Objects.requireNonNull(session, "The client neither began nor resumed a session");
        }

        private Cart cart() {
            return session()
                    .variables()
                    .get("cart")
                    .map(value -> mapper.fromValue(value, Cart.class))
                    .orElse(Cart.EMPTY);
        }

        private void sayCart() {
            out.println("cart " + cart());
        }

        /** A checkpoint issues a token and lets the session go on. */
        private void sayToken() {
            out.println("token " + sessions.checkpoint(session()).token().text());
        }
    }
}
