/**
 * The DNS of the owners of domains, as far as one machine needs it: a stand-in for the DNS host of
 * a domain owner, and for a resolver that knows those domains and the service zone. No part of the
 * product.
 */
@NullMarked
package net.hostedmtasts.standalone.ownerdns;

import org.jspecify.annotations.NullMarked;
