package dev.mooring.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.support.PostgresServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers, each a process of its own, present tokens of the same generations to one PostgreSQL at the same time. */
class ClaimingProcessesTest {
    private static final int SERVERS = 4;
    private static final int SESSIONS = 50;

    @TempDir
    private Path folder;

    @Test
    void tokens_ofOneGeneration_becomeOneSessionAmongAllProcesses() throws Exception {
        List<Process> servers = new ArrayList<>();
        try (PostgresServer database = PostgresServer.start(folder)) {
            createTable(database);
            List<BufferedReader> said = new ArrayList<>();
            for (int i = 0; i < SERVERS; i++) {
                servers.add(start(database.address()));
                said.add(servers.get(i).inputReader(StandardCharsets.UTF_8));
            }
            for (BufferedReader reader : said) {
                assertEquals("ready", reader.readLine());
            }
            for (Process server : servers) {
                server.getOutputStream().write('\n');
                server.getOutputStream().flush();
            }
            Map<String, Long> answers = new TreeMap<>();
            for (BufferedReader reader : said) {
                reader.lines().forEach(line -> answers.merge(line, 1L, Long::sum));
            }
            assertEquals(expected(), answers);
        } finally {
            servers.forEach(Process::destroyForcibly);
        }
    }

    private static void createTable(PostgresServer database) throws SQLException {
        JdbcLedger.createTable(database.source(), JdbcLedgerOptions.DEFAULT);
    }

    /** Each session is claimed by one server, and all others are told that its token was used. */
    private static Map<String, Long> expected() {
        return IntStream.range(0, SESSIONS)
                .boxed()
                .flatMap(session ->
                        Stream.of(Map.entry(session + " CLAIMED", 1L), Map.entry(session + " REPLAYED", SERVERS - 1L)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private static Process start(String address) throws IOException {
        String path = Stream.of(
                        "target/classes",
                        "target/test-classes",
                        System.getProperty("java.class.path"),
                        System.getProperty("jdk.module.path", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        Claimer.class.getName(),
                        address,
                        String.valueOf(SESSIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
