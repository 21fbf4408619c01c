import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
	type KillableProcess,
	runToEnd,
	type Service,
	startKillable,
	startService,
} from '../childProcesses';
import { freePort } from '../freePort';
import { ensureHost, n8nBin } from './hostInstall';
import { findNode, withNode } from './hostNode';
import { N8nEditor } from './n8nEditor';
import { chosenLine, type N8nLine, namedFor } from './n8nLine';
import { buildPackage, installAsCommunityNode, packPackage } from './packedPackage';
import { RUN_STATE } from '../projectPaths';

export interface HostOptions {
	/** Names the user folder under `.demo/`, so that demo, tests and benchmark do not share data. */
	name: string;
	/** Whether to start with an empty user folder. */
	fresh?: boolean;
	/** Whether to compile the package first; false when the caller has just done so. */
	build?: boolean;
	/** The folder of the compiled package, where another build than this one is meant. */
	project?: string;
	/** Further environment of n8n. */
	env?: NodeJS.ProcessEnv;
	/** Prints a line for the user. */
	say: (line: string) => void;
}

/** A credential or workflow as n8n exports it. */
export interface Importable {
	id: string;
	name: string;
	[field: string]: unknown;
}

export interface ItemOut {
	json: Record<string, unknown>;
}

/** The part of n8n's execution data that is looked at here. */
export interface WorkflowRun {
	data: {
		resultData: {
			runData: Record<
				string,
				| Array<{
						startTime: number;
						executionTime: number;
						data?: { main: Array<ItemOut[] | null> };
				  }>
				| undefined
			>;
			error?: SaidError;
		};
	};
}

/** A node's error, as n8n puts it. */
interface SaidError {
	message: string;
	description?: string | null;
}

/** What one of n8n's commands printed, and what is wrong with it where it failed. */
interface CommandRun {
	printed: string;
	failure?: string;
}

/** A workflow has failed. */
export class WorkflowError extends Error {
	/** What n8n says of it, in a line. */
	readonly said: string;

	constructor(message: string, error: SaidError | undefined) {
		super(message);
		const { message: said = 'n8n does not say why', description } = error ?? {};
		this.said = [said, description].filter(Boolean).join(' – ').replace(/\s+/g, ' ');
	}
}

/** How long n8n may take to start, with its migrations of the database, milliseconds. */
const START_MS = 120_000;

const EDITOR_PORT = 5678;

/**
 * A real n8n with this package installed as a user's community node. Needs no network once
 * installed, listens on the loopback interface only.
 */
export class N8nHost {
	private constructor(
		private readonly line: N8nLine,
		private readonly userFolder: string,
		private readonly env: NodeJS.ProcessEnv,
	) {}

	/**
	 * Installs n8n where it is missing, builds, packs and installs the package.
	 *
	 * @throws Error when the machine cannot run n8n or a step fails
	 */
	static async prepare(options: HostOptions): Promise<N8nHost> {
		const { say } = options;
		if (options.build !== false) {
			say('Building the package …');
			await buildPackage();
		}
		const line = chosenLine();
		await ensureHost(line, say);
		const tarball = await packPackage(namedFor(line, options.name), options.project);
		const userFolder = join(RUN_STATE, namedFor(line, options.name));
		if (options.fresh) await rm(userFolder, { recursive: true, force: true });
		await mkdir(userFolder, { recursive: true });
		const anew = await installAsCommunityNode(tarball, join(userFolder, '.n8n', 'nodes'));
		const label = `${tarball.packageName} ${tarball.version}`;
		say(anew ? `Installed ${label} in n8n as a community node` : `n8n has this ${label} already`);
		return new N8nHost(line, userFolder, {
			...withNode(line, process.env),
			...quietEnvironment(),
			N8N_USER_FOLDER: userFolder,
			N8N_ENCRYPTION_KEY: await encryptionKey(userFolder),
			...options.env,
		});
	}

	/** Imports a credential with its data in plain text; one of the same ID is replaced. */
	async importCredentials(credential: Importable): Promise<void> {
		await this.importFile('import:credentials', credential);
	}

	/** Imports a workflow; one of the same ID is replaced. */
	async importWorkflow(workflow: Importable): Promise<void> {
		await this.importFile('import:workflow', workflow);
	}

	/**
	 * Runs an imported workflow to its end in a process of its own.
	 *
	 * @param env further environment of that process
	 * @throws WorkflowError when the workflow fails
	 */
	async executeWorkflow(id: string, env: NodeJS.ProcessEnv = {}): Promise<WorkflowRun> {
		const { failure, printed } = await this.run(['execute', '--id', id, '--rawOutput'], env);
		const run = runIn(printed);
		if (failure !== undefined) throw new WorkflowError(failure, run?.data.resultData.error);
		if (run !== undefined) return run;
		throw new Error(`n8n printed no result for workflow ${id}:\n${printed.slice(-2_000)}`);
	}

	/** Begins to run an imported workflow in a process of its own, which can be killed meanwhile. */
	async beginWorkflow(id: string): Promise<KillableProcess> {
		const command = [n8nBin(this.line), 'execute', '--id', id];
		return startKillable(findNode(this.line), command, { env: await this.commandEnv() });
	}

	/**
	 * Starts n8n with its editor and signs in as its owner.
	 *
	 * @param preferredPort the port to use where it is free
	 */
	async startEditor(preferredPort = EDITOR_PORT): Promise<{ editor: N8nEditor; service: Service }> {
		const port = await freePort(preferredPort);
		const service = await startService(
			findNode(this.line),
			[n8nBin(this.line), 'start'],
			'Editor is now accessible',
			START_MS,
			{ env: { ...(await this.commandEnv()), N8N_PORT: String(port) } },
		);
		return { editor: await N8nEditor.signIn(`http://127.0.0.1:${port}`), service };
	}

	/**
	 * Starts n8n as a worker of queue mode; Redis and database come from the host's `env`.
	 *
	 * @param concurrency executions that it runs at the same time
	 */
	async startWorker(concurrency: number): Promise<Service> {
		return await startService(
			findNode(this.line),
			[n8nBin(this.line), 'worker', `--concurrency=${concurrency}`],
			'n8n worker is now ready',
			START_MS,
			{ env: await this.commandEnv() },
		);
	}

	/** Starts n8n as a process of queue mode that only receives webhooks. */
	async startWebhookProcess(): Promise<{ url: string; service: Service }> {
		const port = await freePort();
		const service = await startService(
			findNode(this.line),
			[n8nBin(this.line), 'webhook'],
			'Webhook listener waiting for requests',
			START_MS,
			{ env: { ...(await this.commandEnv()), N8N_PORT: String(port) } },
		);
		return { url: `http://127.0.0.1:${port}`, service };
	}

	private async importFile(command: string, content: Importable): Promise<void> {
		const path = join(this.userFolder, `${command.replace(':', '-')}.json`);
		await writeFile(path, JSON.stringify([content]));
		try {
			await this.command([command, `--input=${path}`]);
		} finally {
			// credentials are in it in plain text
			await rm(path, { force: true });
		}
	}

	private async command(args: readonly string[]): Promise<void> {
		const { failure } = await this.run(args);
		if (failure !== undefined) throw new Error(failure);
	}

	private async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandRun> {
		// n8n ends without waiting until all that it printed has gone through a pipe, so it prints into a file.
		const file = join(this.userFolder, `printed-${randomBytes(4).toString('hex')}.txt`);
		const intoFile = ['-c', 'exec "$0" "$@" >"$PRINTED"', findNode(this.line), n8nBin(this.line)];
		const { code, stderr } = await runToEnd('sh', [...intoFile, ...args], {
			env: { ...(await this.commandEnv()), ...env, PRINTED: file },
		});
		const stdout = await readFile(file, 'utf8');
		await rm(file);
		// n8n ends some commands with code 0 after an error
		if (code !== 0 || /An error occurred while|Error executing workflow/.test(stdout + stderr)) {
			const failure = `'n8n ${args.join(' ')}' failed:\n${stdout}\n${stderr}`.slice(0, 4_000);
			return { printed: stdout, failure };
		}
		return { printed: stdout };
	}

	/** The task broker's port is chosen anew, so that two instances can run side by side. */
	private async commandEnv(): Promise<NodeJS.ProcessEnv> {
		return { ...this.env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
	}
}

/** n8n's other lines may come before and after the result, also that of a workflow that failed. */
function runIn(printed: string): WorkflowRun | undefined {
	const lines = `\n${printed}`;
	try {
		const json = lines.slice(lines.indexOf('\n{') + 1, lines.lastIndexOf('\n}') + 2);
		return JSON.parse(json) as WorkflowRun;
	} catch {
		return undefined;
	}
}

/** Loopback only, nothing sent home, nothing fetched, the command line's results printed. */
function quietEnvironment(): NodeJS.ProcessEnv {
	return {
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	};
}

/** n8n's key for stored credentials: random, kept with the user folder that it belongs to. */
async function encryptionKey(userFolder: string): Promise<string> {
	const path = join(userFolder, 'encryption-key');
	if (!existsSync(path)) await writeFile(path, randomBytes(24).toString('hex'), { mode: 0o600 });
	return await readFile(path, 'utf8');
}
