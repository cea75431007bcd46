package dev.mooring.examples.healing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;

/**
 * The strokes of all sessions, on Redis. They are outside of any session, so nothing there is undone or repeated by a
 * resume: each stroke is entered under the key of its call, and a key counts once. Thread-safe.
 */
final class Board implements AutoCloseable {
    private static final String SECONDS_TO_KEEP = "86400";

    private static final String PAINT_ONCE = """
            if redis.call('hsetnx', KEYS[1], ARGV[1], '1') == 1 then
              redis.call('rpush', KEYS[2], ARGV[2])
              redis.call('publish', KEYS[2], '')
            end
            redis.call('expire', KEYS[1], ARGV[3])
            redis.call('expire', KEYS[2], ARGV[3])
            return 0""";

    private final String[] keys;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final StatefulRedisPubSubConnection<String, String> news;

    /** Connects to the board of a name, and has something run whenever somebody has painted on it. */
    Board(String address, String name, Runnable painted) {
        keys = new String[] {"healing:" + name + ":calls", "healing:" + name + ":strokes"};
        client = RedisClient.create(RedisURI.create(address));
        connection = client.connect();
        news = client.connectPubSub();
        news.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                painted.run();
            }
        });
        news.sync().subscribe(keys[1]);
    }

    /** Paints a cell, unless a call of this key has done so. */
    void paint(String key, Watcher.Stroke stroke) {
        String text = stroke.cell() + " " + stroke.colour();
        connection.sync().<Long>eval(PAINT_ONCE, ScriptOutputType.INTEGER, keys, key, text, SECONDS_TO_KEEP);
    }

    /** The strokes from a number on, at most so many. */
    List<Watcher.Stroke> strokes(long from, int most) {
        return connection.sync().lrange(keys[1], from, from + most - 1).stream()
                .map(text -> text.split(" "))
                .map(words -> new Watcher.Stroke(Integer.parseInt(words[0]), Integer.parseInt(words[1])))
                .toList();
    }

    /** Tells nobody of strokes any more. */
    void hearNoMore() {
        news.close();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
