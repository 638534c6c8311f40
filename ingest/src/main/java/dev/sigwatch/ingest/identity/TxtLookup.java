package dev.sigwatch.ingest.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/** Asks the DNS for text. Safe for use by many threads. */
@FunctionalInterface
public interface TxtLookup {
    /**
     * The TXT records of a name; empty where the name, or such a record of it, does not exist.
     *
     * @throws IOException if nobody says either way
     */
    List<String> texts(String name) throws IOException;

    /** The system's name servers. */
    static TxtLookup system() {
        return name -> ask("dns:", name);
    }

    /**
     * A name server of one's own.
     *
     * @param server {@code HOST} or {@code HOST:PORT}
     */
    static TxtLookup of(String server) {
        return name -> ask("dns://" + server, name);
    }

    // The DNS provider of JNDI answers with text only, nothing is deserialised; names are checked handles. JNDI demands
    // a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static List<String> ask(String provider, String name) throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, provider);
        environment.put("com.sun.jndi.dns.timeout.initial", "2000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext dns = new InitialDirContext(environment);
            try {
                return texts(dns.getAttributes(name, new String[] {"TXT"}).get("TXT"));
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new IOException("the DNS gives no answer: " + e.getMessage(), e);
        }
    }

    private static List<String> texts(@Nullable Attribute attribute) throws NamingException {
        List<String> texts = new ArrayList<>();
        if (attribute != null) {
            NamingEnumeration<?> values = attribute.getAll();
            while (values.hasMore()) {
                String text = String.valueOf(values.next());
                // The provider puts quotes around text with spaces in it.
                boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
                texts.add(quoted ? text.substring(1, text.length() - 1) : text);
            }
        }
        return texts;
    }
}
