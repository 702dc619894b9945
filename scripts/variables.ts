type Variables = Readonly<Record<string, string>>;

/** Which store runs: see README.md. */
export const storeVariables: Variables = {
  STORE_IMAGE: 'image of your own application',
  STORE_CONTEXT: 'folder of your own application, which is built with its Dockerfile',
  STORE_SETTINGS: 'file with the settings of the application (default: parity.yml beside its Dockerfile)',
  STORE_KIND: "'demo' for the demo store (default: see README.md)",
  STORE_GEMS: 'folder of the gem files of the Spree store',
};

const ofImage = (server: string) => `image to use for ${server}`;

/** The images of the servers that tests need. */
export const dataImageVariables: Variables = {
  POSTGRES_IMAGE: ofImage('PostgreSQL'),
  REDIS_IMAGE: ofImage('Redis'),
  S3_IMAGE: ofImage('the S3 server'),
};

/** The images of all servers. */
export const imageVariables: Variables = {
  ...dataImageVariables,
  LOCALSTACK_IMAGE: ofImage('LocalStack'),
  NODE_IMAGE: ofImage('the control plane (Node)'),
  HAPROXY_IMAGE: ofImage('HAProxy'),
  NGINX_IMAGE: ofImage('nginx'),
  MAIL_IMAGE: ofImage('the mail catcher'),
  REGISTRY_IMAGE: ofImage('the image registry'),
  SCANNER_IMAGE: ofImage('the scanner of images (Trivy)'),
};

/** What the machine has to have free. */
export const machineVariables: Variables = {
  PARITY_NEEDED_MEMORY_MIB: 'free memory that a start requires, in MiB (default 4096, then 512)',
  PARITY_NEEDED_DISK_MIB: 'free disk space that a start requires, in MiB (default 10240, then 1024)',
};

const environmentVariables: Variables = {
  PARITY_ENVIRONMENT: 'name of the local environment (default: derived from the checkout)',
  XDG_STATE_HOME: 'absolute path of the folder that has the state of environments (default ~/.local/state)',
};

const engineVariables: Variables = {
  DOCKER_HOST: 'address of the container engine, if it is not the default one',
};

/** Scripts that may act on the local environment, and need no engine for that. */
const ofEnvironment: ReadonlySet<string> = new Set([
  ...['loadtest', 'loadtest:nightly'],
  ...['scaling:explain', 'scaling:simulate', 'assets:restore', 'db:restore', 'db:snapshot'],
]);

/** The variables that every script of this name reads. */
export function commonVariables(script: string): Variables {
  if (script.startsWith('store:') || ofEnvironment.has(script)) return environmentVariables;
  const usesEngine = script.startsWith('local:') || script === 'stack:destroy';
  return usesEngine ? { ...environmentVariables, ...engineVariables } : {};
}
