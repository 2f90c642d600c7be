/**
 * Measurements, run with {@code -Dlong=true} alone. Their tables go to {@code deploy/benchmark}.
 */
@NullMarked
package net.hostedmtasts.e2e.measure;

import org.jspecify.annotations.NullMarked;
