/**
 * The simulated network on loopback sockets: a PLC directory and a personal data server over HTTP, a relay over WebSocket and
 * HTTP.
 *
 * <p>The relay speaks the server's half of <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a> itself, on blocking
 * sockets: a slow reader then blocks the writer instead of filling a queue, a connection can break in the middle of a frame, and
 * HTTP is answered on the same port, as real relays do.
 */
@NullMarked
package dev.sigwatch.simulator.server;

import org.jspecify.annotations.NullMarked;
