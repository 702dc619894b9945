import { enableCompileCache } from 'node:module';

// CDK is large: keeping its compiled code between runs saves a fifth of a synth.
enableCompileCache();
const { createApp } = await import('./create-app.ts');
createApp().synth();
