import { destroyScript } from './deploy/destroy-script.ts';
import { runScript } from './run-script.ts';

await runScript(destroyScript);
