/** Where this edge stands on its way from loading to leaving, and how it joins. */
@NullMarked
package net.hostedmtasts.policyserver.topic.edge;

import org.jspecify.annotations.NullMarked;
