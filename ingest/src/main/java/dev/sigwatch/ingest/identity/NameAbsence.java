package dev.sigwatch.ingest.identity;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/** Tells a name that does not exist from a resolver that does not answer; the platform's lookup says the same for both. */
@FunctionalInterface
interface NameAbsence {
    /** Whether the DNS says that the name does not exist (NXDOMAIN). */
    boolean isCertain(String host);

    /** Asks the system's name servers. */
    static NameAbsence dns() {
        return NameAbsence::isNxdomain;
    }

    // The DNS provider of JNDI answers with text only, nothing is deserialised; the host is a checked host name. JNDI
    // demands
    // a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static boolean isNxdomain(String host) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", "2000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext dns = new InitialDirContext(environment);
            try {
                dns.getAttributes(host, new String[] {"A"});
                return false;
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return true;
        } catch (NamingException e) {
            return false; // No answer is no proof of absence.
        }
    }
}
