package dev.sigwatch.audit.policy;

import dev.sigwatch.audit.Proof;
import java.util.List;

/**
 * What a trust policy is asked about.
 *
 * @param did whose repository holds the image, which is whom its name names
 * @param names every way to write the image without tag and digest, such as {@code atcr.io/did:plc:…/app} and, where the handle is
 *     verified, {@code atcr.io/alice.example/app}
 * @param signature how the commit's signature stands
 * @param at as of when, microseconds since the epoch: when the commit came first, never a time it claims
 */
public record TrustQuestion(String did, List<String> names, Proof signature, long at) {}
