package dev.sigwatch.audit;

import java.util.List;

/**
 * What the rules of the registry make of one record. Texts are empty where the record has no such thing.
 *
 * @param era the schema it fits, by the month it came into use; empty if none
 * @param targetDigest of a tag: the digest it points to
 * @param targetDid of a tag: whose manifest it points to
 * @param beforeDigest of a tag: the digest it pointed to before, as far as is known
 * @param mark what of the record must not change, or in one direction only, in a form that can be compared: a manifest's contents but for
 *     when and where it was written as a hash, a crew member's permissions, counts
 * @param references what an index lists and an artifact is about, at most {@link #MAX_REFERENCES}
 */
public record RegistryFacts(
        Binding binding,
        String era,
        String targetDigest,
        String targetDid,
        String beforeDigest,
        String mark,
        List<Reference> references) {

    /** An index of every platform there is has some dozens of entries. */
    public static final int MAX_REFERENCES = 256;

    /** Nothing. */
    public static final RegistryFacts NONE = new RegistryFacts(Binding.NONE, "", "", "", "", "", List.of());

    /** These facts of a tag that pointed to a digest before. */
    public RegistryFacts after(String digest) {
        return new RegistryFacts(binding, era, targetDigest, targetDid, digest, mark, references);
    }

    /**
     * Another manifest of the same account, as this one describes it.
     *
     * @param isChild listed in an index; else what an artifact is about
     * @param size in bytes, -1 where none is given
     */
    public record Reference(boolean isChild, String digest, String mediaType, long size) {}
}
