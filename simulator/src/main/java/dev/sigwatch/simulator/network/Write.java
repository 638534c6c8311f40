package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.syntax.RepoPath;
import org.jspecify.annotations.Nullable;

/**
 * One change to a repository. Whether putting a record creates or updates it is for the repository to say.
 *
 * @param record the record's block, null to delete
 */
record Write(RepoPath path, @Nullable Block record) {

    static Write put(String path, CborValue record) {
        return new Write(RepoPath.parse(path), Block.ofDagCbor(record.encode()));
    }

    static Write delete(String path) {
        return new Write(RepoPath.parse(path), null);
    }
}
