package dev.mooring.rpc.capnweb.internal.link;

import java.util.List;

/** The messages of a client on their way to its peer: each once, in order, and no more than a client keeps (L-8, L-13). */
final class Intake {
    private final InboundLog inbound;
    private final LackingBodies lacking;
    private final EarlyMessages early = new EarlyMessages();
    private final Commits commits;
    private final long maxKeptChars;

    /**
     * Makes an intake.
     *
     * @param state says which messages an earlier server has taken in
     * @param commits cover the messages that are taken in
     * @param maxKeptChars the most UTF-16 units of the messages that a client keeps
     */
    Intake(LinkState state, Commits commits, long maxKeptChars) {
        inbound = new InboundLog(state.covers());
        lacking = new LackingBodies(state.pending());
        this.commits = commits;
        this.maxKeptChars = maxKeptChars;
    }

    /** The highest number that has been received. */
    long received() {
        return inbound.received();
    }

    /** The numbers of the bodies that are missing, in ascending order. */
    List<Long> lacking() {
        return lacking.numbers();
    }

    /** Whether no body is missing. */
    boolean isComplete() {
        return lacking.isComplete();
    }

    /** Takes in bodies that were missing. */
    void accept(ClientFrame.Again again) throws LinkException {
        lacking.accept(again);
        refuseTooMany(lacking.chars());
    }

    /** Gives all that was pending to the peer, which may run then (L-25). */
    void start(LinkedPeer peer) {
        for (LackingBodies.Body body : lacking.take()) {
            peer.receiveAgain(body.message().number(), body.message().pushId(), body.line());
        }
        peer.start();
    }

    /** Keeps messages until the claim is settled. */
    void keep(ClientFrame.Data data) throws LinkException {
        early.add(data);
        refuseTooMany(early.chars());
    }

    /** Takes out the messages that were kept. */
    List<ClientFrame.Data> takeKept() {
        return early.take();
    }

    /** Forgets the messages that were kept, because the client sends them again on its next socket. */
    void forgetKept() {
        early.clear();
    }

    /** Gives the messages to the peer that it does not have, and says whether there were any. */
    boolean accept(ClientFrame.Data data, LinkedPeer peer) throws LinkException {
        List<String> fresh = inbound.accept(data);
        long number = inbound.received() - fresh.size();
        for (String line : fresh) {
            number++;
            commits.received(number, line);
            refuseTooMany(commits.uncoveredChars());
            peer.receive(number, line);
        }
        return !fresh.isEmpty();
    }

    /** A client breaks off before it keeps more: an honest one sends no more (L-13). */
    private void refuseTooMany(long kept) throws LinkException {
        if (kept > maxKeptChars) {
            throw new LinkException("A client keeps at most " + maxKeptChars + " characters");
        }
    }
}
