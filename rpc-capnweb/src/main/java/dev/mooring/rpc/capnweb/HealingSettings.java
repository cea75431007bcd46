package dev.mooring.rpc.capnweb;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.SessionListener;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The settings of the application for sessions that heal. */
record HealingSettings(
        ResumeTokenManager tokens,
        Optional<SessionLedger> ledger,
        Duration maxSessionAge,
        RpcRestorer restorer,
        Consumer<? super RpcPeer> onLive,
        Executor ledgerExecutor,
        List<SessionListener> listeners) {}
