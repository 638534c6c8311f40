package dev.sigwatch.standalone.trust;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Asks the DNS for text. */
@FunctionalInterface
interface TxtLookup {
    /**
     * The TXT records of a name; empty where the name, or such a record of it, does not exist.
     *
     * @throws NamingException if no name server says either way
     */
    List<String> texts(String name) throws NamingException;

    /** The system's name servers. */
    static TxtLookup system() {
        return of("dns:");
    }

    /** A name server of one's own, such as {@code dns://127.0.0.1:5353}. */
    // The DNS provider of JNDI answers with text only, nothing is deserialised; names are checked handles. JNDI demands
    // a
    // Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    static TxtLookup of(String server) {
        return name -> {
            Hashtable<String, String> environment = new Hashtable<>();
            environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
            environment.put(Context.PROVIDER_URL, server);
            environment.put("com.sun.jndi.dns.timeout.initial", "2000");
            environment.put("com.sun.jndi.dns.timeout.retries", "2");
            InitialDirContext dns = new InitialDirContext(environment);
            try {
                return texts(dns.getAttributes(name, new String[] {"TXT"}).get("TXT"));
            } catch (NameNotFoundException e) {
                return List.of();
            } finally {
                dns.close();
            }
        };
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Attribute attribute) throws NamingException {
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
