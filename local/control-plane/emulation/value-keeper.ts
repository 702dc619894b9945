import { z } from 'zod';
import type { AwsClients } from '../../../aws/clients.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { putStoredValues, readStoredValues, type StoredValues } from '../../aws/stored-values.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';

/** Keeps the values of the secrets and parameters in LocalStack, also those that nothing else knows. */
export interface ValueKeeper {
  /** Reads and keeps them as they are. */
  keep(): Promise<void>;
  /** The kept ones; none where nothing was kept yet. */
  read(): Promise<StoredValues>;
  /** Gives LocalStack the kept ones. */
  putBack(): Promise<void>;
  forget(): Promise<void>;
}

const type = z.enum(['String', 'StringList', 'SecureString']);
const schema: z.ZodType<StoredValues> = z.object({
  secrets: z.array(z.object({ name: z.string(), value: z.string() })),
  parameters: z.array(z.object({ name: z.string(), value: z.string(), type })),
});
const none: StoredValues = { secrets: [], parameters: [] };

/** A `ValueKeeper` on a file that only its owner may read. */
export function valueKeeper(path: string, clients: () => AwsClients): ValueKeeper {
  const read = async () => schema.safeParse(parseJson((await readText(path)) ?? '')).data ?? none;
  const write = (values: StoredValues) => writePrivateFile(path, JSON.stringify(values));
  return {
    keep: async () => await write(await readStoredValues(clients())),
    read,
    putBack: async () => await putStoredValues(clients(), await read()),
    forget: () => write(none),
  };
}
