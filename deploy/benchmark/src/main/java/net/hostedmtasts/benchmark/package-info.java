/** Programs that measure what the pair promises, on real parts and through public interfaces. */
@NullMarked
package net.hostedmtasts.benchmark;

import org.jspecify.annotations.NullMarked;
