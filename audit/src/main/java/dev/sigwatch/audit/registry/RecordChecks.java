package dev.sigwatch.audit.registry;

import java.util.List;

/** Every rule that needs only the record, in the order findings are reported. */
final class RecordChecks {
    static final List<RecordCheck> ALL = List.of(
            new TypeIsCollection(),
            new FitsSchema(),
            new KeyIsExpected(),
            new DigestIsOfBytes(),
            new DigestsAreSha256(),
            new BlobIsLikely(),
            new KindIsOne(),
            new HoldIsUsable(),
            new TagPointsToImage(),
            new NamesAreOci(),
            new TimesAreLikely(),
            new ClaimIsOfOwner(),
            new StatisticsKey(),
            new CountsAddUp());

    private RecordChecks() {}
}
