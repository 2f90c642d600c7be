/**
 * The stateless edge: reads the compacted topics whole and answers HTTPS, DNS and challenges from
 * memory.
 */
@NullMarked
package net.hostedmtasts.policyserver;

import org.jspecify.annotations.NullMarked;
