package dev.sigwatch.standalone.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** Whether a server of the network can be reached: its name, then its port. */
final class NetworkChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private NetworkChecks() {}

    static Diagnosis reach(String subject, URI address) {
        String host = address.getHost();
        try {
            InetAddress ip = InetAddress.getByName(host);
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ip, port(address)), (int) TIMEOUT.toMillis());
                return Diagnosis.ok(subject, address + " answers at " + ip.getHostAddress());
            }
        } catch (UnknownHostException e) {
            return Diagnosis.fail(subject, host + " has no address: check the name and this machine's DNS");
        } catch (IOException e) {
            return Diagnosis.fail(
                    subject, address + " cannot be reached (" + e.getMessage() + "): check firewall and proxy");
        }
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return address.getScheme().equals("https") ? 443 : 80;
    }
}
