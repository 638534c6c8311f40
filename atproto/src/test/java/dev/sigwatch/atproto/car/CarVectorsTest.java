package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.cid.Cid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarVectorsTest {
    @Test
    void agreesWithTheReferenceReaderAndWriter() {
        JsonNode fixtures = Vectors.json("atproto-ts/repo/car-file-fixtures.json");
        Vectors.report("CAR fixtures", fixtures.size(), 1);
        for (JsonNode fixture : fixtures) {
            Cid root = Cid.parse(fixture.get("root").textValue());
            List<Block> blocks = new ArrayList<>();
            for (JsonNode block : fixture.get("blocks")) {
                byte[] data = Base64.getDecoder().decode(block.get("bytes").textValue());
                blocks.add(new Block(Cid.parse(block.get("cid").textValue()), data));
            }
            byte[] bytes = Base64.getDecoder().decode(fixture.get("car").textValue());
            assertThat(CarWriter.write(List.of(root), blocks)).isEqualTo(bytes);
            Car car = Car.read(bytes);
            assertThat(car.roots()).containsExactly(root);
            assertThat(car.hashMismatches()).isEmpty();
            assertThat(car.cids())
                    .containsExactlyElementsOf(blocks.stream().map(Block::cid).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "indigo/repo-car/greenground.repo.car, -1, -1",
        "indigo/repo-car/paul_staging.repo.car, 458, 452",
        "indigo/repo-car/bafyreieovfuizojpw3zresz7sx3nk4trm2by23pt5rxbey3jme4uo5ogiu.car, -1, -1",
        "indigo/repo-car/repo_slice.car, -1, -1",
        "community/repo-stream/empty.car, 2, 2",
        "community/repo-stream/tiny.car, -1, -1",
        "community/repo-stream/little.car, 375, 375",
    })
    void readsRealArchives(String file, int blocks, int distinct) {
        Car car = Car.read(Vectors.bytes(file));
        assertThat(car.hashMismatches()).isEmpty();
        assertThat(car.block(car.roots().get(0))).isPresent();
        Vectors.report("blocks of " + file, car.blockCount());
        if (blocks >= 0) {
            assertThat(car.blockCount()).isEqualTo(blocks);
            assertThat(car.cids()).hasSize(distinct);
        }
    }

    @Test
    void readsTheTreesOfTheTestSuite() throws IOException {
        List<Path> files = Vectors.list("mst-test-suite/cars/exhaustive");
        Vectors.report("CARs of trees", files.size(), 128);
        for (Path file : files) {
            Car car = Car.read(Files.readAllBytes(file));
            assertThat(car.hashMismatches()).isEmpty();
            assertThat(car.block(car.roots().get(0))).isPresent();
        }
    }
}
