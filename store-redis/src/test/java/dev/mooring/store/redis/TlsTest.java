package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import dev.mooring.support.TestCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS, by a certificate for localhost that nobody has signed. */
class TlsTest {
    @TempDir
    private static Path folder;

    private static RedisServer server;

    @BeforeAll
    static void startServer() throws Exception {
        TestCertificate.make(folder);
        server = RedisServer.start(
                folder,
                "--tls-cert-file",
                folder.resolve("cert.pem").toString(),
                "--tls-key-file",
                folder.resolve("key.pem").toString(),
                "--tls-auth-clients",
                "no");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private static RedisLedger open(String start, boolean trusting) {
        String ca = trusting ? "?ca=" + folder.resolve("cert.pem").toUri().getRawPath() : "";
        return RedisLedger.open(URI.create(start + ":" + server.port() + ca), PATIENT);
    }

    @Test
    void claim_trustingTheCertificate_isAnswered() throws Exception {
        try (RedisLedger ledger = open("rediss://localhost", true)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")));
        }
    }

    /** As Redis does unless it is told otherwise. */
    @Test
    void claim_ofAServerThatAsksForCertificates_isAnsweredWithOne() throws Exception {
        String certificate = folder.resolve("cert.pem").toUri().getRawPath();
        String key = folder.resolve("key.pem").toUri().getRawPath();
        try (RedisServer asking = RedisServer.start(
                folder,
                "--tls-cert-file",
                folder.resolve("cert.pem").toString(),
                "--tls-key-file",
                folder.resolve("key.pem").toString(),
                "--tls-ca-cert-file",
                folder.resolve("cert.pem").toString())) {
            String address = "rediss://localhost:" + asking.port() + "?ca=" + certificate;
            try (RedisLedger known = RedisLedger.open(address + "&cert=" + certificate + "&key=" + key, PATIENT);
                    RedisLedger unknown = RedisLedger.open(address, PATIENT)) {
                assertEquals(Answer.CLAIMED, known.claim(first("a")));
                assertThrows(LedgerUnavailableException.class, () -> unknown.claim(first("b")));
            }
        }
    }

    /** The files of both sides are replaced under a ledger that stays open. */
    @Test
    void claim_afterAllCertificatesWereReplaced_isAnswered() throws Exception {
        Path files = Files.createDirectory(folder.resolve("replaced"));
        TestCertificate.make(files);
        String certificate = files.resolve("cert.pem").toString();
        String key = files.resolve("key.pem").toString();
        try (RedisServer server = RedisServer.start(
                files, "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate)) {
            String address = "rediss://localhost:" + server.port() + "?ca=" + certificate + "&cert=" + certificate
                    + "&key=" + key;
            try (RedisLedger ledger = RedisLedger.open(address, PATIENT)) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
                server.kill();
                assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")));
                String old = Files.readString(files.resolve("cert.pem"));
                TestCertificate.make(files);
                assertNotEquals(old, Files.readString(files.resolve("cert.pem")));
                server.restart();
                assertEquals(Answer.CLAIMED, ledger.claim(first("a")), "it was forgotten");
            }
        }
    }

    @Test
    void claim_notTrustingTheCertificate_isNotAnswered() {
        try (RedisLedger ledger = open("rediss://localhost", false)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")));
        }
    }

    @Test
    void claim_ofAServerOfAnotherName_isNotAnswered() {
        try (RedisLedger ledger = open("rediss://127.0.0.1", true)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("c")));
        }
    }

    @Test
    void claim_withoutTls_isNotAnswered() {
        try (RedisLedger ledger = open("redis://localhost", false)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("d")));
        }
    }
}
