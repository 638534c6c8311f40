package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What accounts do with images, for stories about named repositories and tags. Remembers what was pushed under which tag. Each method
 * appends one commit per record, as ATCR writes them, and returns what was sent.
 */
public final class Publishing {
    private static final int ARCHITECTURES = 2;

    private final Stage stage;
    private final Chance chance;
    private final Map<String, List<Image>> pushed = new HashMap<>();

    Publishing(Stage stage, Chance chance) {
        this.stage = stage;
        this.chance = chance;
    }

    /** Writes an account's registry profile, which is what a registry does when somebody first signs in. */
    public SentFrame signIn(SimulatedAccount account) {
        return commit(account, Records.profile(Records.HOLD, time()));
    }

    /** Pushes a new image and tags it. */
    public List<SentFrame> push(SimulatedAccount account, String repository, String tag) {
        Image image = chance.image();
        return List.of(
                commit(account, Records.manifest(image, repository, time())), tag(account, image, repository, tag));
    }

    /** Pushes an image for two architectures, the index of both, and a tag of the index. */
    public List<SentFrame> pushMultiArchitecture(SimulatedAccount account, String repository, String tag) {
        List<SentFrame> sent = new ArrayList<>();
        List<Image> children = new ArrayList<>();
        for (int i = 0; i < ARCHITECTURES; i++) {
            Image child = chance.image();
            children.add(child);
            sent.add(commit(account, Records.manifest(child, repository, time())));
        }
        Image index = Image.index(children);
        sent.add(commit(account, Records.manifest(index, repository, time())));
        sent.add(tag(account, index, repository, tag));
        return sent;
    }

    /** Has a tagged image lie elsewhere from now on, and those to come as well. */
    public List<SentFrame> moveHold(SimulatedAccount account, String repository, String tag) {
        Image image = image(account, repository, tag, 0);
        return List.of(
                commit(account, Records.profile(Records.OTHER_HOLD, time())),
                commit(
                        account,
                        Records.manifest(
                                image,
                                Records.manifestRecord(image, repository, time())
                                        .with("holdDid", CborValue.of(Records.OTHER_HOLD)))));
    }

    /**
     * Has a tag point again to what it pointed to before its last push.
     *
     * @throws IllegalArgumentException if it was not pushed twice
     */
    public SentFrame moveBack(SimulatedAccount account, String repository, String tag) {
        return tag(account, image(account, repository, tag, 1), repository, tag);
    }

    /** Gives the record of a tagged image other layers, under the same digest. */
    public SentFrame rewrite(SimulatedAccount account, String repository, String tag) {
        Image image = image(account, repository, tag, 0);
        return commit(
                account,
                Records.manifest(
                        image,
                        Records.manifestRecord(image, repository, time())
                                .with(
                                        "layers",
                                        CborValue.of(List.of(chance.image().descriptor())))));
    }

    /** Pushes an image whose digest is not that of the bytes that its record points to. */
    public SentFrame pushUnbound(SimulatedAccount account, String repository) {
        Image image = chance.image();
        return commit(
                account,
                Records.manifest(
                        image,
                        Records.manifestRecord(image, repository, time())
                                .with("manifestBlob", Records.blob(chance.image(), image.mediaType()))));
    }

    /** Digest of the image last pushed under a tag, {@code sha256:…}. */
    public String digest(SimulatedAccount account, String repository, String tag) {
        return image(account, repository, tag, 0).digest();
    }

    /** Deletes a tag. */
    public SentFrame untag(SimulatedAccount account, String repository, String tag) {
        return commit(account, Write.delete(Records.tagPath(repository, tag)));
    }

    private SentFrame tag(SimulatedAccount account, Image image, String repository, String tag) {
        pushed.computeIfAbsent(key(account, repository, tag), key -> new ArrayList<>())
                .add(image);
        return commit(account, Records.tag(account.did(), image, repository, tag, time()));
    }

    /** What a tag points to, or what it did as many pushes ago. */
    private Image image(SimulatedAccount account, String repository, String tag, int ago) {
        List<Image> images = pushed.getOrDefault(key(account, repository, tag), List.of());
        if (images.size() <= ago) {
            throw new IllegalArgumentException(account + " has not pushed " + repository + ":" + tag + " so often");
        }
        return images.get(images.size() - 1 - ago);
    }

    private static String key(SimulatedAccount account, String repository, String tag) {
        return account.did() + " " + repository + ":" + tag;
    }

    private SentFrame commit(SimulatedAccount account, Write write) {
        return stage.commit(account, stage.draft(account, List.of(write)), account.expected(), account.trouble());
    }

    private String time() {
        return stage.time().text();
    }
}
