/**
 * Following what PLC directories publish of all DIDs: their export feeds, by pages and as streams.
 *
 * <p>A feed shows a change within seconds, for one connection and however many DIDs; lookups of single DIDs only fill what lies
 * before it (<a href="https://web.plc.directory/api/redoc">PLC directory API</a>).
 */
@NullMarked
package dev.sigwatch.ingest.feed;

import org.jspecify.annotations.NullMarked;
