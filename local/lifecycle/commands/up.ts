import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readImageAssets } from '../../../definition/template/read-image-assets.ts';
import type { Step } from '../../../progress/progress.ts';
import { systemClock } from '../../../time/clock.ts';
import { sideBySide } from '../../../time/side-by-side.ts';
import { assignListenerEndpoints } from '../../environment/listener-endpoints.ts';
import type { LocalEnvironment, Ports } from '../../environment/local-environment.ts';
import { assignPorts, type MovedPort } from '../../environment/ports.ts';
import { stateFile } from '../../environment/state-files.ts';
import { buildTaskImages } from '../../images/build-task-images.ts';
import { findTaskImages, type SortedTaskImages, sortTaskImages } from '../../images/ensure-task-images.ts';
import type { ImageUse } from '../../images/image-definition.ts';
import { type ImageWorkshop, openImageWorkshop } from '../../images/image-workshop.ts';
import { nameServerImages } from '../../images/server-images.ts';
import { chooseStore, ensureStoreImage, type StoreChoice } from '../../images/store-image.ts';
import { type TaskImage, taskImages } from '../../images/task-image.ts';
import { readKeptParameters } from '../../providers/parameters/kept-parameters.ts';
import type { FindingCounts } from '../../scaling/check/check-scaling.ts';
import { refreshTrustFiles } from '../../trust/trust-variables.ts';
import { type AdminAccount, adminAccount } from '../admin-account.ts';
import { applicationFile } from '../application-file.ts';
import { commandsOf } from '../commands-of.ts';
import type { ComputedDefinition } from '../compute-definition.ts';
import { checkContract } from '../contract/check-contract.ts';
import { containersOf, contractDemand } from '../contract/contract-demand.ts';
import { keepStoreOfData, refuseOthersData } from '../database/store-of-data.ts';
import { readKeptDefinition, type StoreDefinition } from '../kept-definition.ts';
import { type KeptSecrets, keepSecrets } from '../kept-secrets.ts';
import type { DefinedContext, LifecycleContext } from '../lifecycle-context.ts';
import { keepLiveRecord, type LiveRecord, readLiveRecord, removeOldLiveCode } from '../live/live-record.ts';
import { type LiveSetup, setUpLiveCode, type WatchedFiles, watchedFiles } from '../live/live-setup.ts';
import type { GivenParameters } from '../parameters/given-parameters.ts';
import { releaseStore } from '../release/release-store.ts';
import { removeStaleImages } from '../removal/remove-stale-images.ts';
import { removeWhatLeft } from '../removal/remove-what-left.ts';
import { controlPlaneClient } from '../servers/control-plane-client.ts';
import { leftOutServices } from '../servers/left-out-services.ts';
import { localClients } from '../servers/local-clients.ts';
import { type Backends, prepareBackends } from '../servers/prepare-backends.ts';
import { heldPorts } from '../servers/server-ports.ts';
import { type Synthesis, synthesize } from '../synth.ts';
import { type Endpoints, endpointsOf } from './endpoints.ts';

/** A store that runs: its endpoints, and what a person has to know of it. */
export interface RunningStore {
  readonly endpoints: Endpoints;
  readonly admin: AdminAccount | undefined;
  readonly store: StoreChoice;
  readonly movedPorts: readonly MovedPort[];
  readonly differences: string;
  /** How much `scaling:check` finds in the definition; undefined where the template cannot be checked by itself. */
  readonly scalingFindings: FindingCounts | undefined;
  readonly timeScale: number;
  /** The longest grace period of health checks, in seconds; undefined where it is as the definition says. */
  readonly longestGraceSeconds: number | undefined;
  /** Whether tasks run live code now, or did until now. */
  readonly liveCode: 'on' | 'ended' | 'off';
}

/** A store that runs, and what its live code comes from where tasks run that. */
export interface StartedStore {
  readonly running: RunningStore;
  readonly live: LiveSetup | undefined;
}

/** What the caller requests of a start. */
export interface UpRequest {
  /** Values of the template's parameters. */
  readonly given: GivenParameters;
  /** Whether the store may run on the data of another one. */
  readonly adopt: boolean;
  /** How many times as fast metrics, alarms, cooldowns and schedules run; 1 is as on AWS. */
  readonly timeScale: number;
  /** The longest grace period of health checks, in seconds; as the definition says where it is undefined. */
  readonly longestGraceSeconds: number | undefined;
  /** Whether tasks run live code, in the place of what the image has. */
  readonly watch: boolean;
}

/**
 * Brings the definition up on this machine, as far as that is not done yet: images, servers, what LocalStack
 * emulates, buckets, the database with its migrations, and then the services.
 */
export async function up(context: LifecycleContext, request: UpRequest): Promise<StartedStore> {
  const { environment, engine, variables, progress, signal } = context;
  const { checkout } = environment;
  const { timeScale, longestGraceSeconds } = request;
  const workshop = openImageWorkshop(engine, { checkout, environment: variables, signal });
  const [store, held] = await sideBySide<[StoreChoice, ReadonlySet<number>]>(signal, [
    () => progress.step('Store', (step) => chooseAllowedStore(environment, workshop, request, step)),
    () => heldPorts(engine, environment),
  ]);
  const watched = request.watch ? await watchedFiles(store, context) : undefined;
  const { ports, moved } = await assignPorts(environment, held);
  const { definition, kept } = await define(context, store, { given: request.given, ports });
  const { loadBalancers } = definition.workload;
  const listeners = await assignListenerEndpoints(environment, ports, loadBalancers, held);
  const clients = await localClients(environment, ports, definition.workload.region);
  const defined: DefinedContext = { ...context, definition, kept, ports, listeners, clients };
  const images = await imagesOfTasks(environment, definition, store);
  await progress.step('Task images', (step) => findTaskImages(workshop, images, step));
  const [storeImage, backends] = await sideBySide<[ImageUse, Backends, unknown]>(signal, [
    (either) => checkedImage({ ...defined, signal: either }, workshop, store, images.store),
    (either) =>
      prepareBackends({ ...defined, signal: either }, workshop, { ...request, taskImages: images.servers }),
    () => progress.step('Asset images', (step) => buildTaskImages(workshop, images.assets, step)),
  ]);
  await nameServerImages(engine, images.servers, backends.images);
  await keepStoreOfData(environment, store, request);
  const before = await liveCodeOf(environment, ports);
  const live = watched === undefined ? undefined : await beginLiveCode(defined, watched, storeImage, images);
  const isNewRelease = await releaseStore(
    live === undefined ? defined : { ...defined, definition: live.definition },
    { use: storeImage, tag: store.tag, names: images.store, builtImages: images.assets },
    { ...backends, timeScale, longestGraceSeconds, isLive: live !== undefined },
  );
  const endpoints = endpointsOf(environment, ports, listeners);
  await backends.emulated;
  await noteLiveCode(environment, live);
  await removeWhatLeft(defined);
  if (isNewRelease) await removeStaleImages(engine, environment, progress);
  const running: RunningStore = {
    endpoints,
    admin: adminAccount(definition.workload, kept),
    store,
    movedPorts: withoutLeftOut(moved, definition),
    differences: definition.differences,
    scalingFindings: definition.scalingFindings,
    timeScale,
    longestGraceSeconds,
    liveCode: live !== undefined ? 'on' : before === undefined ? 'off' : 'ended',
  };
  return { running, live };
}

/** What tasks run live code of now, before the release. */
async function liveCodeOf(environment: LocalEnvironment, ports: Ports): Promise<LiveRecord | undefined> {
  const status = await controlPlaneClient(ports.aws).statusIfUp();
  return await readLiveRecord(environment, status?.workloadDigest);
}

async function beginLiveCode(
  context: DefinedContext,
  watched: WatchedFiles,
  { image }: ImageUse,
  { store: names }: SortedTaskImages,
): Promise<LiveSetup> {
  const id = (await context.engine.inspectImage(image))?.id ?? image;
  const live = { image, id, names: names.map((each) => each.image) };
  return await context.progress.step('Live code', (step) =>
    setUpLiveCode(context, watched, live, context.definition, step),
  );
}

/** Once the services run it: what they ran before is not needed any more. */
async function noteLiveCode(environment: LocalEnvironment, live: LiveSetup | undefined): Promise<void> {
  if (live !== undefined) {
    const { definition, context } = live;
    const since = new Date(systemClock.now()).toISOString();
    await keepLiveRecord(environment, { digest: definition.digest, context, since });
  }
  await removeOldLiveCode(environment, live?.folder.id);
}

/** An endpoint that nothing serves has no port that somebody would look for. */
function withoutLeftOut(moved: readonly MovedPort[], { workload }: StoreDefinition): readonly MovedPort[] {
  const leftOut = leftOutServices(workload);
  return moved.filter(
    ({ endpoint }) =>
      !(endpoint === 'redis' && leftOut.has('redis')) &&
      !(endpoint === 'postgresReplica' && leftOut.has('postgres-replica')),
  );
}

async function chooseAllowedStore(
  environment: LocalEnvironment,
  workshop: ImageWorkshop,
  { adopt }: UpRequest,
  step: Step,
): Promise<StoreChoice> {
  const choice = await chooseStore(workshop, (text) => step.note(text));
  step.result(choice.why);
  if (!adopt) await refuseOthersData(environment, choice);
  return choice;
}

/** Ensures that the store's image exists, and that its tasks find in it what they need. */
async function checkedImage(
  { environment, engine, progress, definition, signal }: DefinedContext,
  workshop: ImageWorkshop,
  store: StoreChoice,
  names: readonly TaskImage[],
): Promise<ImageUse> {
  const use = await progress.step('Store image', (step) => ensureStoreImage(workshop, store, step));
  const images = new Set(names.map(({ image }) => image));
  const { migrate } = commandsOf(definition);
  const check = {
    ...{ engine, image: use.image, labels: environment.labels, signal },
    demand: contractDemand(containersOf(definition.workload, images), migrate),
    file: stateFile(environment, 'contract'),
  };
  await progress.step('Contract', (step) => checkContract(check, step));
  return use;
}

async function imagesOfTasks(
  environment: LocalEnvironment,
  { workload }: StoreDefinition,
  store: StoreChoice,
): Promise<SortedTaskImages> {
  const assets = await readImageAssets(stateFile(environment, 'assembly'));
  return sortTaskImages(taskImages({ workload, assets, storeTag: store.tag }));
}

interface DefinitionInputs {
  readonly given: GivenParameters;
  readonly ports: Ports;
}

async function define(
  { environment, variables, progress, signal }: LifecycleContext,
  store: StoreChoice,
  inputs: DefinitionInputs,
): Promise<{ readonly definition: StoreDefinition; readonly kept: KeptSecrets }> {
  return await progress.step('Definition', async (step) => {
    const { checkout } = environment;
    const application = applicationFile(checkout, variables, store);
    const context = { environment: 'local', imageTag: store.tag, application };
    const folder = stateFile(environment, 'assembly');
    const { definition, fresh } = await definitionOf(
      environment,
      { checkout, folder, context, signal },
      inputs,
    );
    if (fresh) step.result(`${definition.resourceCount} resources`);
    else step.skip('unchanged');
    await keepCertificates(environment, definition, fresh);
    return { definition, kept: await keepSecrets(environment, definition.workload) };
  });
}

/** The definition as it was computed last; the code that computes it is not loaded when nothing can have changed. */
async function definitionOf(
  environment: LocalEnvironment,
  synthesis: Synthesis,
  { given, ports }: DefinitionInputs,
): Promise<ComputedDefinition> {
  const assembly = await synthesize(synthesis);
  const kept = await readKeptParameters(environment.stateFolder);
  const sources = { assembly, parameters: kept, ports };
  const before = Object.keys(given).length === 0 ? await readKeptDefinition(environment, sources) : undefined;
  if (before !== undefined) return { definition: before, fresh: assembly.fresh };
  const { computeDefinition } = await import('../compute-definition.ts');
  return await computeDefinition(environment, synthesis, assembly, { given, kept, ports });
}

/** The certificate library takes a third of a second to load: not when nothing can have changed. */
async function keepCertificates(
  environment: LocalEnvironment,
  { workload }: StoreDefinition,
  isNewDefinition: boolean,
): Promise<void> {
  const folder = stateFile(environment, 'certificates');
  const isCurrent = async (file: string) => await isYoungerThan(join(folder, file), renewalDays);
  if (!isNewDefinition && (await isCurrent('edge.crt')) && (await isCurrent('postgres.crt'))) return;
  const { ensureCertificates } = await import('../../certificates/ensure-certificates.ts');
  const aliases = [
    ...workload.distributions.flatMap((distribution) => distribution.aliases),
    ...workload.loadBalancers.map(({ dnsName }) => dnsName),
  ];
  await ensureCertificates(folder, { now: new Date(), aliases });
  await refreshTrustFiles(environment);
}

/** Well before `ensureCertificates` would find a certificate too old. */
const renewalDays = 300;

async function isYoungerThan(file: string, days: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs < days * 86_400_000;
  } catch {
    return false;
  }
}
