package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client that follows the page of the link to the letter, and looks at everything that it gets. */
final class ModelClient {
    private static final Pattern COMMIT =
            Pattern.compile("\\[\"commit\",(\\d+),(\\d+),\\[([\\d,]*)],(?:\"([^\"]+)\"|null),\\[([\\d,]*)]]");
    private static final Pattern RESUMED = Pattern.compile("\\[\"resumed\",(\\d+),(\\d+),\\[([\\d,]*)],\"([^\"]+)\"]");
    private static final Pattern ATTACHED = Pattern.compile("\\[\"attached\"([\\d,]*)]");
    private static final String SECRET = "s".repeat(43);
    private static final Duration BACK_OFF = Duration.ofMillis(20);

    /** A socket as its client sees it. */
    interface Socket {
        void send(String frame);

        void close();
    }

    private final VirtualTime time;
    private final Journal journal;
    private final Subject subject;
    private final Consumer<ModelClient> connect;
    private final SortedMap<Long, String> kept = new TreeMap<>();
    final Map<Long, String> results = new TreeMap<>();
    final List<Long> doubts = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    private @Nullable Socket socket;
    private @Nullable String token;
    private @Nullable String broken;
    private boolean ready;
    private long last;
    private long covers;
    private long serial;
    private long onWire;
    private long attempts;
    private long sockets;
    private final Map<Long, Long> tries = new TreeMap<>();
    int resumes;
    int moves;

    ModelClient(VirtualTime time, Journal journal, Subject subject, Consumer<ModelClient> connect) {
        this.time = time;
        this.journal = journal;
        this.subject = subject;
        this.connect = connect;
    }

    /** Does something, and gives the number of the call. */
    long send(String line) {
        Subject.Said said = subject.say(line, last + 1);
        long number = last + 1 + said.call();
        said.messages().forEach(this::sendMessage);
        return number;
    }

    private void sendMessage(String message) {
        last++;
        kept.put(last, message);
        if (ready) {
            put(last);
        }
    }

    boolean isLive() {
        return ready;
    }

    @Nullable
    String broken() {
        return broken;
    }

    void opened(Socket opened) {
        socket = opened;
        ready = false;
        if (token == null) {
            opened.send("[\"open\",\"" + SECRET + "\"]");
            return;
        }
        resumes++;
        String attempt = String.format("%021dA", attempts);
        long most = tries.values().stream().mapToLong(Long::longValue).max().orElse(0);
        opened.send("[\"resume\",\"" + token + "\",\"" + attempt + "\"," + onWire + "," + serial + ",\"" + SECRET
                + "\"," + most + "," + ++sockets + "]");
    }

    void lost(@Nullable Socket gone) {
        if (gone != socket || broken != null) {
            return;
        }
        socket = null;
        ready = false;
        time.after(BACK_OFF, () -> connect.accept(this));
    }

    void received(Socket from, String text) {
        if (from != socket) {
            return;
        }
        List<String> lines = List.of(text.split("\n"));
        String header = lines.get(0);
        Matcher commit = COMMIT.matcher(header);
        Matcher resumed = RESUMED.matcher(header);
        Matcher attached = ATTACHED.matcher(header);
        if (commit.matches()) {
            commit(commit, lines.subList(1, lines.size()));
        } else if (resumed.matches()) {
            resumed(resumed);
        } else if (attached.matches()) {
            attached(numbers(attached.group(1)));
        } else if (header.startsWith("[\"refused\"")) {
            refused(from, header);
        } else if (header.startsWith("[\"move\",")) {
            move(from, Long.parseLong(header.replaceAll("\\D", "")));
        } else {
            assertTrue(header.startsWith("[\"settings\"") || header.startsWith("[\"pong\"]"), header);
        }
    }

    private void commit(Matcher commit, List<String> lines) {
        long number = Long.parseLong(commit.group(1));
        if (number <= serial) {
            return;
        }
        assertTrue(ready || token == null, "a commit came before the answer");
        for (long doubt : numbers(commit.group(5))) {
            assertTrue(kept.containsKey(doubt), "a call in doubt is still kept");
            doubts.add(doubt);
        }
        cover(Long.parseLong(commit.group(2)), numbers(commit.group(3)));
        serial = number;
        token = commit.group(4) == null ? token : commit.group(4);
        if (!ready) {
            live();
        }
        lines.forEach(this::deliver);
        acknowledgeSoon();
    }

    private void deliver(String line) {
        subject.hear(line, ear);
    }

    private final Subject.Ear ear = new Subject.Ear() {
        @Override
        public void result(long number, String result) {
            assertNull(results.put(number, result), () -> "call " + number + " was answered twice");
            journal.saw(number);
            tries.remove(number);
        }

        @Override
        public void event(String cursor) {
            events.add(cursor);
            assertEquals("" + events.size(), cursor, "events come once, in order");
        }

        @Override
        public void send(String message) {
            sendMessage(message);
        }
    };

    private void resumed(Matcher resumed) {
        List<Long> pending = numbers(resumed.group(3));
        cover(Long.parseLong(resumed.group(2)), pending);
        serial = Long.parseLong(resumed.group(1));
        token = resumed.group(4);
        attempts++;
        kept.keySet().stream().filter(number -> number <= onWire).forEach(number -> tries.merge(number, 1L, Long::sum));
        again(pending);
        live();
    }

    /** Says that it has the last commit, and goes. */
    private void move(Socket from, long afterMs) {
        assertTrue(ready, "a move comes to a client that is served");
        sendFrame("[\"data\"," + serial + "," + (last + 1) + "]");
        from.close();
        socket = null;
        ready = false;
        onWire = 0;
        moves++;
        time.after(Duration.ofMillis(afterMs), () -> connect.accept(this));
    }

    private void attached(List<Long> lacking) {
        if (!lacking.isEmpty()) {
            again(lacking);
        }
        live();
    }

    /** One frame for each body, which is the finest split. */
    private void again(List<Long> numbers) {
        if (numbers.isEmpty()) {
            sendFrame("[\"again\"]");
        }
        numbers.forEach(number -> {
            assertTrue(kept.containsKey(number), "what the server lacks is kept");
            onWire = Math.max(onWire, number);
            sendFrame("[\"again\"," + number + "]\n" + kept.get(number));
        });
    }

    private void cover(long upTo, List<Long> pending) {
        assertTrue(upTo >= covers && upTo <= last, "what is covered was sent");
        assertTrue(kept.keySet().containsAll(pending), "what is pending is kept");
        covers = upTo;
        kept.keySet().removeIf(number -> number <= upTo && !pending.contains(number));
        tries.keySet().retainAll(kept.keySet());
    }

    private void live() {
        ready = true;
        for (long number : List.copyOf(kept.tailMap(covers + 1).keySet())) {
            put(number);
        }
    }

    private void put(long number) {
        onWire = Math.max(onWire, number);
        sendFrame("[\"data\"," + serial + "," + number + "]\n" + kept.get(number));
    }

    private void acknowledgeSoon() {
        long newest = serial;
        Socket on = socket;
        time.after(Duration.ofMillis(40), () -> {
            if (socket == on && ready && serial == newest) {
                sendFrame("[\"data\"," + serial + "," + (last + 1) + "]");
            }
        });
    }

    private void sendFrame(String frame) {
        Socket on = socket;
        if (on != null) {
            on.send(frame);
        }
    }

    private void refused(Socket from, String header) {
        from.close();
        if (header.startsWith("[\"refused\",true")) {
            lost(from);
        } else {
            broken = header;
        }
    }

    private static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        for (String number : text.split(",")) {
            if (!number.isEmpty()) {
                numbers.add(Long.valueOf(number));
            }
        }
        return numbers;
    }
}
