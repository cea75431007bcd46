package dev.mooring.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL on a free loopback port, from an artifact of Maven Central. If it cannot be started on this machine, the
 * calling test is skipped with the reason.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Path data;
    private EmbeddedPostgres server;

    private PostgresServer(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param folder the folder that its files go to
     * @return the server, which accepts connections
     */
    public static PostgresServer start(Path folder) {
        Path data = folder.resolve("data");
        try {
            return new PostgresServer(data, started(data, 0));
        } catch (IOException | IllegalStateException e) {
            return Assumptions.abort("PostgreSQL cannot be started on this machine: " + e);
        }
    }

    private static EmbeddedPostgres started(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(LONGEST_START)
                // the library switches it off, because tests seldom mind a loss
                .setServerConfig("synchronous_commit", "on");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /**
     * Gives connections as the superuser, a new one each time.
     *
     * @return the source
     */
    public DataSource source() {
        return server.getPostgresDatabase();
    }

    /**
     * Its address as JDBC takes it.
     *
     * @return the address, with the name of the user
     */
    public String address() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Ends all processes of the server at once, as a crash would. */
    public void kill() {
        try {
            String first = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(first.strip()))
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
            postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again on its port after {@link #kill}, with all that it had. */
    public void restart() {
        int port = server.getPort();
        try {
            server.close();
            server = started(data, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
