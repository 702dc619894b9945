import { createAccessApp } from './deploy-access/create-access-app.ts';
import { SettingError } from './setting-error.ts';

try {
  createAccessApp().synth();
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
