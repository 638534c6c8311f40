package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.MalformedException;
import java.util.List;

class CarFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void reads(byte[] bytes) {
        Car car;
        try {
            car = Car.read(bytes);
        } catch (MalformedException refused) {
            return;
        }
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
}
