import { isIP } from 'node:net';

/** The headers by which a request from a web page shows. */
export interface BrowserHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * Why a request must not be answered, or undefined. A web page in the developer's browser can reach loopback:
 * what comes from another origin is refused, and so is a host name that is not local (DNS rebinding).
 * A host that is an address cannot be rebound and is let through.
 */
export function browserRefusal(headers: BrowserHeaders, composeHosts: readonly string[]): string | undefined {
  const host = hostName(headers.host);
  if (host === undefined || !isLocalName(host, composeHosts)) {
    return `The host "${headers.host ?? ''}" is not a name of the local environment.`;
  }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return `Requests from the web page "${headers.origin}" are refused.`;
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none' && site !== 'same-origin') {
    return `Requests from another web page (Sec-Fetch-Site "${site}") are refused.`;
  }
  return undefined;
}

function hostName(host: string | undefined): string | undefined {
  const url = host === undefined ? null : URL.parse(`http://${host}`);
  return url === null ? undefined : url.hostname.replace(/^\[|\]$/g, '');
}

/** S3's virtual-hosted buckets are names below a local one. */
function isLocalName(host: string, composeHosts: readonly string[]): boolean {
  if (isIP(host) !== 0) return true;
  const names = ['localhost', 'localhost.localstack.cloud', ...composeHosts];
  return names.some((name) => host === name || host.endsWith(`.${name}`));
}
