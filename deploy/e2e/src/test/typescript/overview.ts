// What another front end does with the generated client. It is compiled, not run.
import {
  Configuration,
  DomainOrder,
  DomainResourceApi,
  DomainStatus,
  TenantEventResourceApi,
} from './client';
import type { DomainView } from './client';

const configuration = new Configuration({
  basePath: 'https://mta-sts.example.net',
  accessToken: 'mtasts_…',
});
const domains = new DomainResourceApi(configuration);
const events = new TenantEventResourceApi(configuration);

export async function needsSomebody(): Promise<string[]> {
  const page = await domains.listDomains({ sort: DomainOrder.Status, status: [DomainStatus.Error], limit: 200 });
  return page.items.map((domain: DomainView) => `${domain.name}: ${domain.findings?.error ?? 0}`);
}

export async function follow(after: string): Promise<string> {
  const page = await events.listEvents({ after });
  for (const event of page.items ?? []) {
    console.log(event.id, event.at?.toISOString(), event.domain, event.type);
  }
  return page.next ?? after;
}
