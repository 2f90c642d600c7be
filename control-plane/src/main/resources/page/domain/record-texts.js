// The records in the forms that people paste.
const TTL = 3600;

export function zoneFile(domain) {
  const width = Math.max(...domain.records.map((record) => record.name.length));
  return domain.records.map((record) => `${record.name.padEnd(width)} ${TTL} IN CNAME ${record.target}`).join('\n') + '\n';
}

/** For the provider hashicorp/dns, which sends dynamic updates (RFC 2136); others differ in the resource's name. */
export function terraform(domain, zone) {
  return domain.records
    .map((record) => `resource "dns_cname_record" "${record.purpose === 'policy' ? 'mta_sts_policy' : 'mta_sts_txt'}" {
  zone  = "${zone}."
  name  = "${relative(record.name, zone)}"
  cname = "${record.target}"
  ttl   = ${TTL}
}
`)
    .join('\n');
}

export function externalDns(domain) {
  const endpoints = domain.records
    .map((record) => `    - dnsName: ${record.name.replace(/\.$/, '')}
      recordType: CNAME
      recordTTL: ${TTL}
      targets:
        - ${record.target.replace(/\.$/, '')}
`)
    .join('');
  return `apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: mta-sts-${domain.name.replaceAll('.', '-')}
spec:
  endpoints:
${endpoints}`;
}

/** The name as it stands in its zone. */
export function relative(name, zone) {
  return name.replace(/\.$/, '').slice(0, -zone.length - 1);
}
