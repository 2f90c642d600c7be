/** What the owner of a domain wants of it: the configuration, its versions, and what is shown. */
@NullMarked
package net.hostedmtasts.controlplane.configuration;

import org.jspecify.annotations.NullMarked;
