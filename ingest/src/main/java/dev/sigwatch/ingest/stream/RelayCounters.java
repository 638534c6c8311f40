package dev.sigwatch.ingest.stream;

import dev.sigwatch.atproto.stream.FrameRoute;

/** The numbers behind a relay's status. Written by its thread, read by any. */
final class RelayCounters {
    private final String host;
    private boolean connected;
    private String detail = "connecting";
    private String notice = "";
    private long connections;
    private long received;
    private long sequenced;
    private long receivedBytes;
    private long cut;
    private long cursor = -1;
    private long lastAt;
    private long lagMicros;

    RelayCounters(String host) {
        this.host = host;
    }

    synchronized void connecting(long from) {
        connections++;
        cursor = from;
    }

    synchronized void up() {
        connected = true;
        detail = "";
    }

    synchronized void down(String why) {
        connected = false;
        detail = why;
    }

    synchronized void notice(String name) {
        notice = name;
    }

    synchronized void received(int bytes, FrameRoute route, long receivedAt, long position) {
        received++;
        receivedBytes += bytes;
        lastAt = receivedAt;
        if (bytes >= MessageReader.KEPT) {
            cut++;
        }
        if (route.timeMicros() > 0) {
            lagMicros = receivedAt - route.timeMicros();
        }
        if (position >= 0) {
            sequenced++;
            cursor = position;
        }
    }

    synchronized long received() {
        return received;
    }

    synchronized long sequenced() {
        return sequenced;
    }

    synchronized RelayStatus status() {
        return new RelayStatus(
                host, connected, detail, notice, connections, received, receivedBytes, cut, cursor, lastAt, lagMicros);
    }
}
