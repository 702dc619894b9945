import type { Endpoints } from '../../local/lifecycle/commands/endpoints.ts';

/** The pages of an environment by the names that people call them; the storefront first. */
export function pagesOf(endpoints: Endpoints): Readonly<Record<string, string>> {
  const { storefrontUrl, adminUrl, mailUrl, loadBalancerUrl, listenerUrls } = endpoints;
  const listeners = Object.entries(listenerUrls).map(([name, url]) => [
    name.toLowerCase().replaceAll('_', '-'),
    url,
  ]);
  return {
    storefront: storefrontUrl,
    admin: adminUrl,
    mail: mailUrl,
    'load-balancer': loadBalancerUrl,
    ...Object.fromEntries(listeners),
  };
}
