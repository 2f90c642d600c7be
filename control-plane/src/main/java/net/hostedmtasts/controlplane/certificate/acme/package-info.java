/**
 * Authorities that speak ACME (RFC 8555): accounts and steps of orders. All calls block, and are
 * made on threads of their own.
 */
@NullMarked
package net.hostedmtasts.controlplane.certificate.acme;

import org.jspecify.annotations.NullMarked;
