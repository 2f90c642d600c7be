// MX hosts against what a policy lists (RFC 8461, section 4.1).

/** Whether a host is listed; a wildcard stands for exactly one label. */
export function covers(pattern, host) {
  const wanted = pattern.toLowerCase().replace(/\.$/, '');
  const name = host.toLowerCase();
  return wanted.startsWith('*.') ? name.slice(name.indexOf('.') + 1) === wanted.slice(2) : name === wanted;
}

export function covered(patterns, host) {
  return patterns.some((pattern) => covers(pattern, host));
}
