import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });

/** The scripts of package.json that are files in scripts/, such as `local:up`. */
export function ownScripts(): readonly string[] {
  const file = join(import.meta.dirname, '..', 'package.json');
  const { scripts } = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.keys(scripts).filter((name) => scripts[name]?.startsWith('node scripts/start.mjs '));
}
