package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** Repositories and tags have names that clients can ask for, and a tag's key is made of both. That much is known of the key only. */
final class NamesAreOci implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        boolean isTag = record.isIn(Nsids.TAG);
        if (!isTag && !record.isIn(Nsids.MANIFEST)) {
            return;
        }
        Places wrong = new Places();
        String repository = record.text("repository");
        String tag = record.text("tag");
        if (!repository.isEmpty() && !OciNames.isRepository(repository)) {
            wrong.add("repository " + Quoted.text(repository));
        }
        if (isTag && !tag.isEmpty() && !OciNames.isTag(tag)) {
            wrong.add("tag " + Quoted.text(tag));
        }
        if (isTag && !OciNames.isKeyOf(record.rkey(), repository + '_' + tag)) {
            wrong.add("key " + Quoted.text(record.rkey()));
        }
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.TAG_GRAMMAR.found(wrong.toString()));
        }
    }
}
