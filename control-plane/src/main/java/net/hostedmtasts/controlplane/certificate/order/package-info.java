/**
 * Orders of certificates: wanted, brought on step by step against whichever authority signs, and
 * survived by nothing but a row. Each step is kept before the next one is taken, so that a killed
 * instance's orders are gone on with.
 */
@NullMarked
package net.hostedmtasts.controlplane.certificate.order;

import org.jspecify.annotations.NullMarked;
