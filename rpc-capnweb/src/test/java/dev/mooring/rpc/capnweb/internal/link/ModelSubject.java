package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.token.TokenContext;
import java.util.List;
import java.util.function.Consumer;

/** The model peer, whose messages are words. */
final class ModelSubject implements Subject {

    @Override
    public Server start(Parts parts) {
        PersistentSessionManager sessions = PersistentSessionManager.builder(
                        parts.tokens(), any -> CapabilityRestorer.refuse())
                .ledger(parts.ledger())
                .clock(parts.time())
                .build();
        LinkEndpoint endpoint = new LinkEndpoint(
                parts.tokens(), sessions, new ModelPeer.Factory(parts.journal(), parts.executor()), parts.settings());
        return new Server() {
            @Override
            public Receiver accept(LinkSocket socket, TokenContext caller) {
                return receiver(endpoint, socket, caller);
            }

            @Override
            public void leave(Leaving how, Consumer<String> left) {
                endpoint.leave(how).thenAccept(all -> left.accept(all.toString()));
            }
        };
    }

    private static Receiver receiver(LinkEndpoint endpoint, LinkSocket socket, TokenContext caller) {
        LinkEndpoint.Connection connection = endpoint.accept(socket, caller);
        return new Receiver() {
            @Override
            public void receive(String frame) {
                connection.receive(frame);
            }

            @Override
            public void closed() {
                connection.closed();
            }
        };
    }

    @Override
    public Said say(String line, long firstNumber) {
        return new Said(List.of(line), 0);
    }

    @Override
    public void hear(String line, Ear ear) {
        String[] words = line.split(" ");
        if (words[0].equals("event")) {
            ear.event(words[1]);
        } else {
            ear.result(Long.parseLong(words[1]), words[2]);
        }
    }

    @Override
    public void checkEnd() {}
}
