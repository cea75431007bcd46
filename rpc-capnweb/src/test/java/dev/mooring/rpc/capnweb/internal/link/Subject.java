package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A peer that worlds try, with the words that its client uses; one for each world. */
public interface Subject {

    /**
     * The surroundings of a server.
     *
     * @param tokens issues and opens tokens
     * @param ledger is shared by all servers
     * @param settings the link's
     * @param executor runs tasks as long as the server lives
     * @param time is virtual
     * @param journal is told of each run of a call
     */
    record Parts(
            ResumeTokenManager tokens,
            SessionLedger ledger,
            LinkSettings settings,
            Executor executor,
            VirtualTime time,
            Journal journal) {}

    /** A server. */
    interface Server {
        Receiver accept(LinkSocket socket, TokenContext caller);

        /** Leaves in good order, and says how many sessions of so many moved. */
        void leave(Leaving how, Consumer<String> left);
    }

    /** The receiving side of a socket. */
    interface Receiver {
        void receive(String frame);

        void closed();
    }

    /** Starts a server. */
    Server start(Parts parts);

    /**
     * The messages by which a client does something.
     *
     * @param messages one after the other
     * @param call which of them is the call
     */
    record Said(List<String> messages, int call) {}

    /** Says something in the words of the client. */
    Said say(String line, long firstNumber);

    /** What a client hears. */
    interface Ear {
        /** The result of a call, by its number; {@code doubt} if it was rejected. */
        void result(long number, String result);

        void event(String cursor);

        /** The client answers at once. */
        void send(String message);
    }

    /** Understands a message of the server's. */
    void hear(String line, Ear ear);

    /** Checks the tables when all has been said. */
    void checkEnd();
}
