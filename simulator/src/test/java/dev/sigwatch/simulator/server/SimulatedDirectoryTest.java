package dev.sigwatch.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SimulatedDirectoryTest {
    private final SimulatedNetwork network = new SimulatedNetwork(9, Clock.systemUTC());

    @Test
    void servesOverHttp() throws Exception {
        SimulatedAccount account = network.account("alice");
        try (SimulatedDirectory directory = new SimulatedDirectory(network.directory(), 0)) {
            HttpResponse<byte[]> found = get(directory, "/" + account.did());
            assertThat(DidDocument.parse(found.body(), account.did()).signingKey())
                    .contains(account.publicKey());
            assertThat(get(directory, "/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa").statusCode())
                    .isEqualTo(404);
            assertThat(network.directory().requests(account.did())).isEqualTo(1);

            network.misbehave(Misbehaviour.PLC_429);
            SimulatedAccount limited = network.accounts().get(1);
            HttpResponse<byte[]> refused = get(directory, "/" + limited.did() + "/log/audit");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        }
    }

    private static HttpResponse<byte[]> get(SimulatedDirectory directory, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(directory.uri() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
