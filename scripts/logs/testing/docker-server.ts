import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/** A container that an engine tells of, and the lines that it has written. */
export interface ServedContainer {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly lines: readonly { readonly at: string; readonly text: string }[];
}

/** Docker’s API on a socket below a folder, as far as reading logs needs it: what is followed never ends. */
export async function dockerServer(folder: string, containers: readonly ServedContainer[]) {
  const path = join(folder, 'docker.sock');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://docker');
    const [, id = '', what = ''] = /\/containers\/(?:([^/]+)\/)?(json|logs)$/.exec(pathname) ?? [];
    const container = containers.find(({ name }) => name === id);
    if (what === 'json')
      return answer(response, container === undefined ? listed(containers) : details(container));
    if (what !== 'logs' || container === undefined) return answer(response, { message: 'not served' }, 404);
    const tail = Number(searchParams.get('tail') ?? 'NaN');
    const since = Number(searchParams.get('since') ?? '0') * 1000;
    const lines = Number.isNaN(tail) ? container.lines : container.lines.slice(-tail);
    for (const { at, text } of lines) if (Date.parse(at) >= since) response.write(frame(`${at} ${text}\n`));
    if (searchParams.get('follow') === 'true') response.flushHeaders();
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    address: `unix://${path}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function listed(containers: readonly ServedContainer[]) {
  return containers.map(({ name, labels }) => ({
    Id: name,
    Names: [`/${name}`],
    Image: 'image',
    State: 'running',
    Labels: labels,
    Ports: [],
  }));
}

function details({ name }: ServedContainer) {
  return { Id: name, Name: `/${name}`, Config: { Tty: false } };
}

/** @see https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach */
function frame(text: string): Buffer {
  const header = Buffer.alloc(8);
  header[0] = 1;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}
