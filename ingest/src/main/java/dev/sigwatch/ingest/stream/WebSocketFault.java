package dev.sigwatch.ingest.stream;

/** The host does not speak WebSocket; nothing after this can be trusted. */
final class WebSocketFault extends Exception {
    private static final long serialVersionUID = 1L;

    WebSocketFault(String rule) {
        super(rule, null, false, false);
    }
}
