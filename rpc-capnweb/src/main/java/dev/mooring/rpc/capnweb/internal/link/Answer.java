package dev.mooring.rpc.capnweb.internal.link;

/** The answer to a resume, which is given again to a question that says the same (L-23). */
record Answer(ClientFrame.Resume question, String frame) {

    /** Whether another question is this one again, on a newer socket. */
    boolean isTo(ClientFrame.Resume other) {
        return question.token().equals(other.token())
                && isToAttemptOf(other)
                && question.seen().onWire() == other.seen().onWire()
                && question.seen().ack() == other.seen().ack()
                && question.seen().tries() == other.seen().tries();
    }

    /** Whether another question is of the same attempt, whatever else it says. */
    boolean isToAttemptOf(ClientFrame.Resume other) {
        return question.attempt().equals(other.attempt());
    }

    @Override
    public String toString() {
        return "Answer[" + question + "]";
    }
}
