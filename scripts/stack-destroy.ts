import { destroyScript } from './removal/destroy-script.ts';
import { runScript } from './run-script.ts';

await runScript(destroyScript);
