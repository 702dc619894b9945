import type { IncomingMessage } from 'node:http';
import { type Served, serve } from '../../../local/control-plane/api/testing/serve.ts';

/** SSM as far as a lock uses it, over HTTP: for processes that share a lock. */
export async function parameterServer(): Promise<Served> {
  const kept = new Map<string, { readonly value: string; readonly writtenAt: number }>();
  const answers: Readonly<Record<string, (input: Input) => object | string>> = {
    PutParameter: ({ Name = '', Value = '', Overwrite = false }) => {
      if (kept.has(Name) && !Overwrite) return 'ParameterAlreadyExists';
      kept.set(Name, { value: Value, writtenAt: Date.now() / 1000 });
      return { Version: 1, Tier: 'Standard' };
    },
    DeleteParameter: ({ Name = '' }) => (kept.delete(Name) ? {} : 'ParameterNotFound'),
    GetParametersByPath: ({ Path = '' }) => ({
      Parameters: [...kept]
        .filter(([name]) => name.startsWith(`${Path}/`))
        .map(([Name, { value, writtenAt }]) => ({ Name, Value: value, LastModifiedDate: writtenAt })),
    }),
  };
  return await serve(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('AmazonSSM.', '');
    const answer = answers[operation]?.(await bodyOf(request)) ?? 'InvalidAction';
    const isError = typeof answer === 'string';
    response.writeHead(isError ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(isError ? { __type: answer, message: answer } : answer));
  });
}

interface Input {
  readonly Name?: string;
  readonly Value?: string;
  readonly Overwrite?: boolean;
  readonly Path?: string;
}

async function bodyOf(request: IncomingMessage): Promise<Input> {
  const parts: string[] = [];
  for await (const part of request.setEncoding('utf8')) parts.push(String(part));
  return JSON.parse(parts.join(''));
}
