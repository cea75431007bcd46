package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.ledger.ResumeAttempt;
import java.util.List;

/** A frame of the client (L-3). */
sealed interface ClientFrame {

    /** Begins a session whose holder knows a secret. */
    record Open(String secret) implements ClientFrame {
        @Override
        public String toString() {
            return "Open[]";
        }
    }

    /**
     * Goes on with a session.
     *
     * @param token the newest token of the client
     * @param attempt the client's try
     * @param secret shows who holds the token
     * @param seen how far the client has sent and seen
     */
    record Resume(String token, ResumeAttempt attempt, String secret, Seen seen) implements ClientFrame {
        @Override
        public String toString() {
            return "Resume[" + seen + "]";
        }
    }

    /**
     * How far a client has sent and seen when it resumes.
     *
     * @param onWire the highest number that it put on a socket since the last move
     * @param ack the serial of the newest commit that it received
     * @param tries the most cold resumes in a row that a kept message has been through
     * @param socket counts its sockets
     */
    record Seen(long onWire, long ack, long tries, long socket) {}

    /** Messages that follow each other, with the serial of the newest commit that the client received. */
    record Data(long ack, long first, List<String> lines) implements ClientFrame {
        @Override
        public String toString() {
            return "Data[ack " + ack + ", " + lines.size() + " from " + first + "]";
        }
    }

    /** The bodies that the server asked for. */
    record Again(List<Long> numbers, List<String> lines) implements ClientFrame {
        @Override
        public String toString() {
            return "Again[" + numbers + "]";
        }
    }

    /** The application is done with the session. */
    record End() implements ClientFrame {}

    /** Wants to know whether the server is there. */
    record Ping() implements ClientFrame {}
}
