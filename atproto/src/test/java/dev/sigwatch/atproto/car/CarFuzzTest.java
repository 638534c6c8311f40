package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class CarFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void reads(byte[] bytes) throws IOException {
        Car car;
        try {
            car = Car.read(bytes);
        } catch (MalformedException refused) {
            assertThatThrownBy(() -> scanned(bytes)).isInstanceOf(MalformedException.class);
            return;
        }
        assertThat(scanned(bytes)).containsExactlyInAnyOrderElementsOf(car.cids());
        List<Block> blocks = car.cids().stream()
                .map(cid -> new Block(cid, car.block(cid).orElseThrow().toBytes()))
                .toList();
        byte[] again = CarWriter.write(car.roots(), blocks);
        Car same = Car.read(again);
        assertThat(same.roots()).isEqualTo(car.roots());
        assertThat(same.cids()).containsExactlyElementsOf(car.cids());
        // What is left out in writing, further header keys and repeated or untrue blocks, makes the archive shorter.
        if (again.length == bytes.length) {
            assertThat(again).isEqualTo(bytes);
        }
    }

    /** The true blocks, as they are found without holding the archive. */
    private static Set<Cid> scanned(byte[] bytes) throws IOException {
        CarScanner scanner = new CarScanner(new ByteArrayInputStream(bytes));
        assertThat(scanner.readHeader()).isNotEmpty();
        Set<Cid> cids = new HashSet<>();
        while (scanner.next()) {
            if (scanner.isTrue()) {
                cids.add(scanner.blockCid());
            }
        }
        return cids;
    }
}
