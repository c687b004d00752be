import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { freePort, hasPrograms, pause, until } from './services.ts';

/** Why there can be no Slurm here; undefined where there can. */
export const NO_SLURM =
  process.getuid?.() !== 0
    ? 'Slurm is tested as root only'
    : hasPrograms('slurmctld', 'slurmd', 'munged', 'sbatch')
      ? undefined
      : 'slurm-wlm or munge is not installed';

/** A Slurm site of one machine with two processors, in a folder of its own, with ports of its own, and without systemd. */
export class SlurmSite {
  /** What commands need to find it. */
  readonly environment: Readonly<Record<string, string>>;
  private readonly folder: string;
  private readonly node = hostname().split('.')[0] ?? '';
  private readonly daemons = new Map<string, ChildProcess>();

  private constructor(folder: string) {
    this.folder = folder;
    this.environment = { SLURM_CONF: join(folder, 'slurm.conf') };
  }

  static async start(folder: string): Promise<SlurmSite> {
    const site = new SlurmSite(folder);
    // munged refuses a socket that others can't reach.
    chmodSync(folder, 0o755);
    for (const name of ['state', 'spool']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'munge.key'), randomBytes(1024));
    chmodSync(join(folder, 'munge.key'), 0o400);
    writeFileSync(join(folder, 'slurm.conf'), site.configuration(await freePort(), await freePort()));
    const at = (name: string): string => join(folder, name);
    site.run('munged', [
      '--foreground',
      '--force',
      `--socket=${at('munge.sock')}`,
      `--key-file=${at('munge.key')}`,
      `--log-file=${at('munged.log')}`,
      `--pid-file=${at('munged.pid')}`,
      `--seed-file=${at('munge.seed')}`,
    ]);
    await pause(300);
    site.startController();
    site.startNode();
    await site.untilIdle();
    return site;
  }

  startController(): void {
    this.run('slurmctld', ['-D']);
  }

  startNode(): void {
    this.run('slurmd', ['-D', '-N', this.node]);
  }

  /** Waits until the machine takes jobs. */
  async untilIdle(): Promise<void> {
    await until('the node is up', () => /^(idle|mix|alloc)/.test(this.slurm('sinfo', '--noheader', '--format=%t')), 60);
  }

  /** Waits until the controller has written down what has happened so far. It does so some seconds after each change. */
  async untilSaved(): Promise<void> {
    const before = Date.now();
    const job = this.slurm('sbatch', '--parsable', '--hold', '--output=/dev/null', '--wrap=true');
    this.slurm('scancel', job);
    const file = join(this.folder, 'state', 'job_state');
    await until('the state is saved', () => existsSync(file) && statSync(file).mtimeMs > before, 30);
  }

  /** What an administrator does after a crash: a drained node takes jobs again. @returns whether it was drained. */
  resumeDrainedNode(): boolean {
    if (!this.slurm('sinfo', '--noheader', '--format=%t').startsWith('drain')) return false;
    this.slurm('scontrol', 'update', `nodename=${this.node}`, 'state=resume');
    return true;
  }

  /** Kills a daemon as a crash does. */
  async kill(name: 'slurmctld' | 'slurmd'): Promise<void> {
    const daemon = this.daemons.get(name);
    const ended = new Promise((resolve) => daemon?.once('exit', resolve));
    daemon?.kill('SIGKILL');
    await ended;
  }

  /** Output of a command of Slurm; empty if it fails. */
  slurm(command: string, ...args: readonly string[]): string {
    return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...this.environment } }).stdout.trim();
  }

  /** Tasks that wait or run, one a line. */
  queue(): string {
    return this.slurm('squeue', '--noheader', '--array', '--format=%F_%K %T %r');
  }

  /** Tasks that run, or wait without being held back. */
  running(): number {
    const lines = this.queue().split('\n');
    return lines.filter((line) => line !== '' && !/PENDING (BeginTime|Dependency|JobHeld|.*requeued held)/.test(line))
      .length;
  }

  async stop(): Promise<void> {
    this.slurm('scancel', '--user=root');
    for (const name of ['slurmd', 'slurmctld', 'munged']) {
      const daemon = this.daemons.get(name);
      if (daemon === undefined || daemon.exitCode !== null || daemon.signalCode !== null) continue;
      const ended = new Promise((resolve) => daemon.once('exit', resolve));
      daemon.kill('SIGTERM');
      await Promise.race([ended, pause(3000)]);
      daemon.kill('SIGKILL');
    }
  }

  private run(program: string, args: readonly string[]): void {
    const log = openSync(join(this.folder, `${program}.out`), 'a');
    const env = { ...process.env, ...this.environment };
    this.daemons.set(program, spawn(program, args, { stdio: ['ignore', log, log], env }));
  }

  private configuration(controllerPort: number, nodePort: number): string {
    const { folder, node } = this;
    return `ClusterName=zz
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.sock
CredType=cred/munge
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=15
MaxArraySize=101
MaxJobCount=1000
KillWait=5
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobRequeue=1
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=debug Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`;
  }
}
