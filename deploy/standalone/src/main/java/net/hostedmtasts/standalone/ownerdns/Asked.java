package net.hostedmtasts.standalone.ownerdns;

import org.xbill.DNS.Name;

/**
 * A question of the class IN.
 *
 * @param overTcp an answer over TCP is never cut short
 * @param unchecked the asker wants to do the DNSSEC validation itself (CD, RFC 4035)
 */
record Asked(Name name, int type, boolean overTcp, boolean unchecked) {}
