import { enableCompileCache, flushCompileCache } from 'node:module';
import { jsonLog } from './logger.ts';

/**
 * Node keeps what it compiled beside the state, written at once since a crash would not: the next start takes half
 * the time and less memory. Hence the late import. With NODE_COMPILE_CACHE set, this file is kept too.
 */
const { DATA_FOLDER: dataFolder = '/var/lib/control-plane' } = process.env;
enableCompileCache(`${dataFolder}/compile-cache`);

const log = jsonLog((line) => process.stderr.write(line), Date.now);
try {
  const { run } = await import('./run.ts');
  await run(log);
  flushCompileCache();
} catch (error) {
  log.error('the control plane cannot run', { error });
  process.exit(1);
}
