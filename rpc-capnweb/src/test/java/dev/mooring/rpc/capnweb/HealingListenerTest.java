package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the application is told of sessions that heal, and what it can do wrong with them. */
class HealingListenerTest {
    private static final int MOST_CHARS = 4_000;

    interface Listener extends RpcFunction {
        void changed(long total);
    }

    interface Thing extends RpcTarget {
        long touch();
    }

    interface Shop extends RpcTarget {
        @Idempotent
        void watch(Listener listener);

        @Idempotent
        boolean forget();

        @Idempotent
        String fill(int chars);

        Thing thing();

        void leave();

        void set(String name);
    }

    record ThingOf() implements Thing, Restorable {
        @Override
        public String reference() {
            return "thing";
        }

        @Override
        public long touch() {
            return 1;
        }
    }

    record ShopOf(RpcPeer peer) implements Shop {
        @Override
        public void watch(Listener listener) {
            peer.keep("watch", listener);
        }

        @Override
        public boolean forget() {
            peer.letGo("watch");
            peer.letGo("watch");
            return peer.kept("watch", Listener.class).isEmpty();
        }

        @Override
        public String fill(int chars) {
            peer.variables().set("text", Value.of("x".repeat(chars)));
            return "filled";
        }

        @Override
        public Thing thing() {
            return new ThingOf();
        }

        @Override
        public void leave() {
            peer.end();
        }

        @Override
        public void set(String name) {
            peer.variables().set(name, Value.of(1));
        }
    }

    private final List<String> events = new ArrayList<>();
    private final List<RpcCommit> commits = new ArrayList<>();
    private final List<RpcTokenWarning> warnings = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final ResumeTokenManager tokens = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .maxTokenChars(MOST_CHARS)
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", Instant.now())))
            .build();
    private final Line.Turns turns = new Line.Turns();

    /** One whose revocations do not get through. */
    private static final class Ledger implements SessionLedger {
        private final InMemoryLedger ledger = InMemoryLedger.create();
        private boolean broken;

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            return ledger.claim(claim);
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            return ledger.supersede(superseding);
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            if (broken) {
                throw new LedgerUnavailableException("Out of order");
            }
            ledger.revoke(sessionId);
        }

        @Override
        public void check() throws LedgerUnavailableException {
            ledger.check();
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private final class Told implements RpcListener {
        @Override
        public void unserved(Throwable thrown) {
            events.add("unserved: " + thrown.getMessage());
        }

        @Override
        public void refused(boolean retryable, String reason) {
            events.add("refused " + retryable);
        }

        @Override
        public void failed(RpcPeer peer, String method, Throwable thrown) {
            events.add(method + " failed: " + thrown.getClass().getSimpleName());
        }

        @Override
        public void ended(RpcPeer peer) {
            events.add("ended");
        }

        @Override
        public void committed(RpcPeer peer, RpcCommit commit) {
            commits.add(commit);
        }

        @Override
        public void tokenIsLong(RpcPeer peer, RpcTokenWarning warning) {
            warnings.add(warning);
        }
    }

    private RpcEndpoint server(RpcRestorer restorer) {
        return RpcEndpoint.builder(Shop.class, ShopOf::new)
                .executor(turns)
                .healing(tokens)
                .ledger(ledger)
                .ledgerExecutor(turns)
                .link(LinkClient.withoutTimers(turns))
                .restorer(restorer)
                .listener(new Told())
                .build();
    }

    private RpcEndpoint server() {
        return server((reference, peer) -> Optional.of(new ThingOf()));
    }

    @Test
    void target_thatCannotBeMadeAgainAtPresent_isUnserved_andItsClientTriesAgain() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['thing'],[]]]", "['pull',1]");
        List<String> answers = client.resume(server((reference, peer) -> {
            throw new IllegalStateException("no database");
        }));
        assertTrue(answers.get(0).startsWith("['refused',true,"), answers::toString);
        assertFalse(answers.toString().contains("database"), answers::toString);
        assertEquals(List.of("unserved: no database", "refused true"), events);
        assertEquals(List.of("['resumed',1,2,[],T]"), client.resume(server()));
    }

    @Test
    void main_thatCannotBeMade_isUnserved() {
        RpcEndpoint endpoint = RpcEndpoint.builder(Shop.class, peer -> {
                    throw new IllegalStateException("no database");
                })
                .executor(turns)
                .healing(tokens)
                .ledgerExecutor(turns)
                .link(LinkClient.withoutTimers(turns))
                .listener(new Told())
                .build();
        assertTrue(new LinkClient(endpoint).lines().get(0).startsWith("['refused',true,"));
        assertEquals(List.of("unserved: no database", "refused true"), events);
    }

    @Test
    void letGo_releasesTheFunction_hereAndOnTheNextServer() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['watch'],[['export',-1]]]]", "['pull',1]", "['release',1,1]");
        assertEquals(
                List.of("['release',-1,1]", "['resolve',2,true]"),
                client.data("['push',['pipeline',0,['forget'],[]]]", "['pull',2]"));
        assertEquals(0, commits.get(commits.size() - 1).imports());
    }

    @Test
    void subprotocol_thatIsAnother_isNeitherChosenNorTaken() {
        RpcEndpoint endpoint = server();
        RpcSocket socket = new LinkClient(endpoint);
        assertEquals(Optional.empty(), endpoint.subprotocol(List.of("mooring.rpc.v2", "graphql")));
        assertThrows(
                IllegalArgumentException.class, () -> endpoint.accept(socket, TokenContext.none(), "mooring.rpc.v2"));
        RpcEndpoint plain = RpcEndpoint.builder(Shop.class, ShopOf::new).build();
        assertEquals(Optional.empty(), plain.subprotocol(List.of(RpcEndpoint.SUBPROTOCOL)));
        assertThrows(
                IllegalArgumentException.class,
                () -> plain.accept(socket, TokenContext.none(), RpcEndpoint.SUBPROTOCOL));
    }

    @Test
    void commit_isToldWithItsSizes() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['watch'],[['export',-1]]]]", "['push',['pipeline',0,['thing'],[]]]");
        client.data("['pull',2]");
        RpcCommit last = commits.get(commits.size() - 1);
        assertEquals(client.token().length(), last.tokenChars());
        assertEquals(List.of(1, 0, 3, 1), List.of(last.lines(), last.pendingCalls(), last.exports(), last.imports()));
    }

    @Test
    void end_whileTheLedgerDoesNotAnswer_endsTheSessionHere_andIsToldToHaveFailed() {
        LinkClient client = new LinkClient(server());
        ledger.broken = true;
        List<String> answers = client.data("['push',['pipeline',0,['leave'],[]]]");
        assertTrue(answers.contains("closed 3000"), answers::toString);
        assertEquals(List.of("ended", "end failed: ResumeTokenException"), events);
    }

    @Test
    void token_thatNearsItsBound_isWarnedOfOnce_andAgainAfterItWasShort() {
        LinkClient client = new LinkClient(server());
        fill(client, 1, 2_400);
        assertEquals(1, warnings.size());
        RpcTokenWarning warning = warnings.get(0);
        assertEquals(MOST_CHARS, warning.maxTokenChars());
        assertTrue(warning.tokenChars() > MOST_CHARS * 3 / 4, warning::toString);
        assertEquals(
                List.of(1, 1, 0, 1),
                List.of(warning.exports(), warning.undisposed(), warning.imports(), warning.variables()));
        fill(client, 2, 2_000);
        fill(client, 3, 2_400);
        assertEquals(1, warnings.size());
        fill(client, 4, 10);
        fill(client, 5, 2_400);
        assertEquals(2, warnings.size());
    }

    private static void fill(LinkClient client, int call, int chars) {
        client.data("['push',['pipeline',0,['fill'],[" + chars + "]]]", "['pull'," + call + "]");
    }

    @Test
    void variables_ofTheLinkAndThePeer_areNotTheApplications() {
        LinkClient client = new LinkClient(server());
        client.data(
                "['push',['pipeline',0,['set'],['mooring.link']]]",
                "['pull',1]",
                "['push',['pipeline',0,['set'],['mooring.peer']]]",
                "['pull',2]");
        assertEquals(List.of("set failed: IllegalArgumentException", "set failed: IllegalArgumentException"), events);
        assertEquals(0, client.peer().variables().count());
        client.peer().variables().clear();
        assertEquals(Optional.empty(), client.peer().variables().get("mooring.link"));
        assertTrue(client.resume(server()).get(0).startsWith("['resumed',"));
    }

    @Test
    void maxSessionAge_isThatOfNewSessions() {
        RpcEndpoint server = RpcEndpoint.builder(Shop.class, ShopOf::new)
                .executor(turns)
                .healing(tokens)
                .maxSessionAge(Duration.ofMinutes(5))
                .ledgerExecutor(turns)
                .link(LinkClient.withoutTimers(turns))
                .build();
        assertEquals(
                Duration.ofMinutes(5),
                new LinkClient(server).peer().core().session().maxAge());
    }
}
