package dev.mooring.spring.boot;

import org.springframework.context.SmartLifecycle;

/** Something that is done when the application stops, while the web server still serves. */
abstract class BeforeTheWebServer implements SmartLifecycle {
    private volatile boolean running;

    /** Empties the server of its clients. */
    abstract void drain();

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        drain();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The highest, which stops first: the web server stops gracefully in the next lower one. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
