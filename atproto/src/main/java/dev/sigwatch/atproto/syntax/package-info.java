/**
 * The identifier types of ATProto as values: DIDs, handles, NSIDs, TIDs, record keys, repository paths, AT-URIs, datetimes.
 * Grammar per <a href="https://atproto.com/specs/at-uri-scheme">the syntax specifications</a>; parsing never normalises.
 */
@NullMarked
package dev.sigwatch.atproto.syntax;

import org.jspecify.annotations.NullMarked;
