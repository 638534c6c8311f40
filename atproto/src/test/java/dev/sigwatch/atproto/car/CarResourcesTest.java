package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An archive that another program wrote. */
class CarResourcesTest {
    @Test
    void aCommitOfOneRecord() throws IOException {
        JsonNode file = new ObjectMapper().readTree(CarResourcesTest.class.getResourceAsStream("commit.json"));
        byte[] bytes = Base64.getDecoder().decode(file.get("car").textValue());
        Cid root = Cid.parse(file.get("root").textValue());
        Cid data = Cid.parse(file.get("data").textValue());
        Cid record = Cid.parse(file.get("record").textValue());

        Car car = Car.read(bytes);
        assertThat(car.roots()).containsExactly(root);
        assertThat(car.cids()).containsExactly(data, record, root);
        MapValue commit =
                (MapValue) CborValue.decode(car.block(root).orElseThrow().toBytes());
        assertThat(commit.get("data")).isEqualTo(CborValue.of(data));
        assertThat(Mst.EMPTY.put("io.atcr.tag/app_latest", record).root()).isEqualTo(data);

        List<Block> blocks = new ArrayList<>();
        for (Cid cid : car.cids()) {
            blocks.add(new Block(cid, car.block(cid).orElseThrow().toBytes()));
        }
        assertThat(CarWriter.write(List.of(root), blocks)).isEqualTo(bytes);
    }
}
