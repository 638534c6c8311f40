package dev.sigwatch.standalone.explain;

import java.util.List;

/**
 * An operation of a DID's log as it is kept in {@code identity_operations}. Texts are empty where there is none.
 *
 * @param acceptedAt when the directory says it took it, microseconds since the epoch
 * @param nullified what we said of it
 * @param signerIndex what we said of it
 * @param body the operation's JSON, verbatim
 */
public record KeptOperation(
        String did,
        String cid,
        String type,
        long acceptedAt,
        boolean nullified,
        int signerIndex,
        String signingKey,
        List<String> rotationKeys,
        String pds,
        List<String> handles,
        byte[] body) {}
