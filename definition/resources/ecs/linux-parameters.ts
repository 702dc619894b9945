import { z } from 'zod';
import { notOnFargate } from '../../properties/common-reasons.ts';
import { refused } from '../../properties/standing.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html */
const droppable = [
  ...['ALL', 'AUDIT_CONTROL', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH'],
  ...['FOWNER', 'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN'],
  ...['MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'SETFCAP'],
  ...['SETGID', 'SETPCAP', 'SETUID', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE'],
  ...['SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'SYSLOG'],
  'WAKE_ALARM',
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html */
const mountOptions = new Set([
  ...['defaults', 'ro', 'rw', 'suid', 'nosuid', 'dev', 'nodev', 'exec', 'noexec', 'sync', 'async', 'dirsync'],
  ...['remount', 'mand', 'nomand', 'atime', 'noatime', 'diratime', 'nodiratime', 'bind', 'rbind'],
  ...['unbindable', 'runbindable', 'private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'],
  ...['relatime', 'norelatime', 'strictatime', 'nostrictatime', 'mode', 'uid', 'gid', 'nr_inodes'],
  ...['nr_blocks', 'mpol'],
]);

/** Some have a value, as in `mode=1777`. */
const mountOption = z
  .string()
  .refine(
    (option) => mountOptions.has(option.replace(/=.*/s, '')),
    'not a tmpfs mount option that ECS supports',
  );

const capabilities = z
  .strictObject({
    add: z
      .array(z.literal('SYS_PTRACE', 'SYS_PTRACE is the only capability that can be added on Fargate'))
      .default([]),
    drop: z.array(z.enum(droppable)).default([]),
  })
  .default({ add: [], drop: [] });

const tmpfs = z
  .strictObject({
    containerPath: z.string().startsWith('/', 'a path that begins with /'),
    /** MiB. */
    size: z.int().min(1),
    mountOptions: z.array(mountOption).default([]),
  })
  .transform(({ containerPath, size, mountOptions }) => ({ containerPath, sizeMiB: size, mountOptions }));

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html */
export const linuxParameters = z
  .strictObject({
    initProcessEnabled: z.boolean().default(false),
    capabilities,
    tmpfs: z.array(tmpfs).default([]),
    devices: refused(notOnFargate),
    maxSwap: refused(notOnFargate),
    sharedMemorySize: refused(notOnFargate),
    swappiness: refused(notOnFargate),
  })
  .default({ initProcessEnabled: false, capabilities: { add: [], drop: [] }, tmpfs: [] });
