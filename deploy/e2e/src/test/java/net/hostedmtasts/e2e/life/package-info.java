/** The life of a domain, with its owner's DNS. */
@NullMarked
package net.hostedmtasts.e2e.life;

import org.jspecify.annotations.NullMarked;
