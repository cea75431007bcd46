package dev.mooring.it.leaks;

import dev.mooring.it.leaks.LeakNet.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.function.Executable;

/** All that others see while a step runs: logs of every level, both outputs, a flight recording, threads, MBeans. */
final class Surroundings {
    private final Queue<Seen> logged = new ConcurrentLinkedQueue<>();

    private Surroundings() {}

    static List<Seen> of(Path folder, Executable deeds) throws Throwable {
        return new Surroundings().seenDuring(folder, deeds);
    }

    /** An exception with its causes and suppressed ones, as a log shows it. */
    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private List<Seen> seenDuring(Path folder, Executable deeds) throws Throwable {
        Path recording = Files.createTempFile(folder, "all", ".jfr");
        List<Seen> seen = new ArrayList<>(printed(() -> logged(() -> recorded(recording, deeds))));
        seen.addAll(logged);
        seen.addAll(events(recording));
        Thread.getAllStackTraces().keySet().forEach(thread -> seen.add(new Seen("a thread's name", thread.getName())));
        ManagementFactory.getPlatformMBeanServer()
                .queryNames(null, null)
                .forEach(name -> seen.add(new Seen("an MBean's name", name.toString())));
        return seen;
    }

    private static List<Seen> printed(Executable deeds) throws Throwable {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            deeds.execute();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return List.of(new Seen("the output", printed.toString(StandardCharsets.UTF_8)));
    }

    private void logged(Executable deeds) throws Throwable {
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        List<Handler> handlers = List.of(root.getHandlers());
        Handler ear = new Ear();
        handlers.forEach(root::removeHandler);
        root.addHandler(ear);
        root.setLevel(Level.ALL);
        try {
            deeds.execute();
        } finally {
            root.setLevel(before);
            root.removeHandler(ear);
            handlers.forEach(root::addHandler);
        }
    }

    private static void recorded(Path file, Executable deeds) throws Throwable {
        try (Recording recording = new Recording(everything())) {
            // with the messages of all exceptions, those that are caught and dropped too
            recording.enable("jdk.JavaExceptionThrow").with("throttle", "off");
            recording.start();
            deeds.execute();
            recording.stop();
            recording.dump(file);
        }
    }

    private static Configuration everything() throws IOException, ParseException {
        return Configuration.getConfiguration("profile");
    }

    /** Each event with all of its fields, and the bytes of the file. */
    private static List<Seen> events(Path recording) throws IOException {
        List<Seen> seen = new ArrayList<>();
        RecordingFile.readAllEvents(recording)
                .forEach(event ->
                        seen.add(new Seen("the event " + event.getEventType().getName(), event.toString())));
        seen.add(new Seen("the recording's bytes", Files.readString(recording, StandardCharsets.ISO_8859_1)));
        return seen;
    }

    private final class Ear extends Handler {
        Ear() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord log) {
            logged.add(new Seen(
                    "a log record of " + log.getLoggerName(),
                    log.getMessage() + " " + Arrays.deepToString(log.getParameters())
                            + (log.getThrown() == null ? "" : trace(log.getThrown()))));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
