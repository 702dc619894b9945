import { operationNames } from '../../aws/operation-names.ts';
import { localServices, notOffered } from '../control-plane/api/gateway/services.ts';
import { servicesPage } from '../parity/services-page.ts';

/** What `docs/aws-services.md` has to contain. */
export async function awsServicesPage(): Promise<string> {
  const apis = [...localServices].map(async ([scopeName, { name, offered }]) => ({
    ...{ scopeName, name, offered },
    all: (await operationNames(scopeName)).length,
  }));
  return servicesPage(await Promise.all(apis), [...notOffered.values()]);
}
