package dev.mooring.fuzz;

import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcLimits;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.TokenContext;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Frames of the healing link, on any number of sockets of two servers: each is answered or refused in plain words, and the
 * peer never fails. The sealer verifies everything, so a fuzzer can change a token's content.
 */
public final class FrameTarget {
    private static final RpcLimits LIMITS = new RpcLimits(4_096, 32, 8, 32, 24, 8_192);
    private static final int MOST_SOCKETS = 8;

    /** Between two frames; no frame has an empty line. */
    private static final String NEXT = "\n\n";

    /** In place of a frame: the client comes back to the same server. */
    private static final String SOCKET = "socket";

    /** In place of a frame: the client goes to the other server. */
    private static final String ELSEWHERE = "elsewhere";

    /** In a frame: the newest token. */
    private static final String TOKEN = "TOKEN";

    private static final String SECRET = "s".repeat(43);
    private static final String OPEN = "[\"open\",\"" + SECRET + "\"]";

    private FrameTarget() {}

    /** Takes frames with an empty line between them. */
    public static void fuzzerTestOneInput(byte[] input) {
        new Play(new String(input, StandardCharsets.UTF_8)).run();
    }

    /** A client of two servers with one ledger. */
    private static final class Play {
        private final String input;
        private final Turns turns = new Turns();
        private final InstantSource clock = InstantSource.fixed(Fixture.NOW);
        private final InMemoryLedger ledger =
                InMemoryLedger.builder().clock(clock).build();
        private final List<Wire> wires = new ArrayList<>();
        private final List<RpcConnection> connections = new ArrayList<>();
        private final Wire told = new Wire();
        private final RpcEndpoint[] servers = {server(), server()};
        private int turn;

        Play(String input) {
            this.input = input;
        }

        private RpcEndpoint server() {
            return RpcEndpoint.builder(RpcApi.class, peer -> new RpcApi.Of())
                    .executor(turns)
                    .limits(LIMITS)
                    .listener(told)
                    .clock(clock)
                    .healing(Fixture.plainManager())
                    .ledger(ledger)
                    .ledgerExecutor(turns)
                    .restorer((reference, peer) -> Optional.empty())
                    .build();
        }

        private void connect() {
            wires.add(new Wire());
            connections.add(
                    servers[turn].accept(wires.get(wires.size() - 1), TokenContext.none(), RpcEndpoint.SUBPROTOCOL));
        }

        void run() {
            connect();
            for (String frame : input.split(NEXT)) {
                if (!frame.equals(SOCKET) && !frame.equals(ELSEWHERE)) {
                    last(connections).receive(frame.replace(TOKEN, token()));
                } else if (wires.size() < MOST_SOCKETS) {
                    turn = frame.equals(SOCKET) ? turn : 1 - turn;
                    connect();
                }
            }
            // timers would keep sessions live
            connections.forEach(connection -> connection.peer().ifPresent(RpcPeer::end));
            connections.forEach(RpcConnection::closed);
            wires.forEach(wire -> wire.expectFrames(input));
            told.expectFrames(input);
        }

        private static <T> T last(List<T> list) {
            return list.get(list.size() - 1);
        }

        private String token() {
            for (int i = wires.size() - 1; i >= 0; i--) {
                Optional<String> token = wires.get(i).token();
                if (token.isPresent()) {
                    return token.get();
                }
            }
            return TOKEN;
        }
    }

    private static String resume(int onWire, int ack, int socket) {
        return "[\"resume\",\"" + TOKEN + "\",\"" + "A".repeat(22) + "\"," + onWire + "," + ack + ",\"" + SECRET
                + "\",0," + socket + "]";
    }

    static List<byte[]> seeds() {
        String call = "[\"data\",1,1]\n[\"push\",[\"pipeline\",0,[\"add\"],[5]]]\n[\"pull\",1]";
        String waiting = "[\"data\",1,1]\n[\"push\",[\"pipeline\",0,[\"later\"],[]]]\n[\"pull\",1]";
        return Stream.of(
                        List.of(OPEN, call, "[\"data\",2,3]", "[\"ping\"]", "[\"end\"]"),
                        List.of(OPEN, call, SOCKET, resume(2, 1, 1), "[\"data\",2,3]\n[\"release\",1,1]"),
                        List.of(OPEN, call, ELSEWHERE, resume(2, 2, 1), "[\"again\"]", "[\"data\",1,3]\n[\"pull\",1]"),
                        List.of(
                                OPEN,
                                waiting,
                                "[\"data\",1,3]\n[\"push\",[\"pipeline\",0,[\"motto\"]]]\n[\"pull\",2]",
                                ELSEWHERE,
                                resume(4, 2, 1),
                                "[\"again\",1]\n[\"push\",[\"pipeline\",0,[\"later\"],[]]]",
                                "[\"data\",1,5]\n[\"push\",[\"pipeline\",0,[\"finish\"],[7]]]"),
                        List.of(OPEN, "[\"data\",1,7]", "[\"hello\"]"),
                        List.of(OPEN, SOCKET, resume(0, 1, 1), ELSEWHERE, resume(0, 1, 2), SOCKET, resume(0, 1, 3)))
                .map(frames -> String.join(NEXT, frames).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
