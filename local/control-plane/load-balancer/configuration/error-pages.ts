import { quote } from './quoting.ts';

/** The pages that the load balancer answers with by itself, with its `Server` header. */
export function errorPage(status: number): string {
  return page(`${status} ${reasons[status] ?? 'Error'}`);
}

/** A page that says its title. */
export function page(title: string): string {
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
}

/** The configuration line that makes HAProxy answer a failure of its own with the page. */
export function errorLine(status: number, shows = status): string {
  return `http-error status ${status} content-type text/html string ${quote(errorPage(shows))} hdr Server ${loadBalancerServerHeader}`;
}

export const loadBalancerServerHeader = 'awselb/2.0';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Time-out',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};
