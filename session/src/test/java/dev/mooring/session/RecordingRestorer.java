package dev.mooring.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Grants each reference as an object that names it, unless told otherwise, and writes down the requests. */
final class RecordingRestorer implements CapabilityRestorer {
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<String> disposed = new CopyOnWriteArrayList<>();
    volatile CapabilityRestorer decision = this::grantTo;

    /** A live object of a test. */
    record Live(String reference) {}

    Decision grantTo(Request request) {
        return CapabilityRestorer.grant(new Live(request.reference()), () -> disposed.add(request.reference()));
    }

    /** Decides otherwise about one reference. */
    void decide(String reference, CapabilityRestorer otherwise) {
        decision = request -> request.reference().equals(reference) ? otherwise.restore(request) : grantTo(request);
    }

    @Override
    public Decision restore(Request request) throws Exception {
        requests.add(request);
        return decision.restore(request);
    }

    List<String> references() {
        return requests.stream().map(Request::reference).toList();
    }
}
