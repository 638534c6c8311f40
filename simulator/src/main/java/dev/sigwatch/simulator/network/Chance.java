package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What honest accounts write, drawn from the seed. */
final class Chance {
    private static final int REPOSITORIES = 5;
    private static final int TAGS = 4;
    private static final int CONTENT_BYTES = 32;
    private static final List<String> WORDS = List.of(
            "morning", "ship", "layer", "build", "green", "again", "release", "coffee", "queue", "river", "signed",
            "pull", "winter", "cache", "north", "lantern");
    private static final int WORDS_PER_POST = 20;

    private final Random random;

    Chance(Random random) {
        this.random = random;
    }

    Image image() {
        return Image.single(bytes(), bytes());
    }

    Write post(VirtualTime time) {
        Tid rkey = time.tid();
        return Records.post(rkey.value(), text(random), VirtualTime.text(rkey));
    }

    /** The one post that accounts have under a record key from before the stream: a function of the key. */
    static Write oldPost(Tid tid) {
        return Records.post(tid.value(), text(new SplittableRandom(tid.micros())), VirtualTime.text(tid));
    }

    /** One commit's writes: mostly a post, now and then an image, a tag, an edit, a deletion, or several at once. */
    List<Write> writes(SimulatedAccount account, VirtualTime time) {
        int choice = random.nextInt(100);
        if (choice < 8 && !account.posts().isEmpty()) {
            String taken = takePost(account);
            // A misbehaviour may have deleted it already.
            return List.of(account.repository().has(taken) ? Write.delete(taken) : post(time));
        }
        if (choice < 12 && !account.posts().isEmpty()) {
            String path = account.posts().get(random.nextInt(account.posts().size()));
            return List.of(Records.post(path.substring(path.indexOf('/') + 1), text(random), time.text()));
        }
        if (choice < 20) {
            String repository = "repository-" + random.nextInt(REPOSITORIES);
            Image image = image();
            return List.of(
                    Records.manifest(image, repository, time.text()),
                    Records.tag(account.did(), image, repository, "v" + random.nextInt(TAGS), time.text()));
        }
        if (choice < 23) {
            return List.of(post(time), post(time), post(time));
        }
        return List.of(post(time));
    }

    private String takePost(SimulatedAccount account) {
        List<String> posts = account.posts();
        int at = random.nextInt(posts.size());
        String taken = posts.get(at);
        posts.set(at, posts.get(posts.size() - 1));
        posts.remove(posts.size() - 1);
        return taken;
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS_PER_POST; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[CONTENT_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
