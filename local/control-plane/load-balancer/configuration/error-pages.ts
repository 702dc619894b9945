/** The pages that the load balancer answers with by itself, with its `Server` header. */
export function errorPage(status: number): string {
  const title = `${status} ${reasons[status] ?? 'Error'}`;
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

export const loadBalancerServerHeader = 'awselb/2.0';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Time-out',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};
