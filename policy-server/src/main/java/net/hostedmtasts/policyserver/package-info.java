/** . */
@NullMarked
package net.hostedmtasts.policyserver;

import org.jspecify.annotations.NullMarked;
