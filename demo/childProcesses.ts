import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** The user to run as, where that is not the one of this process; only root can choose. */
	uid?: number;
	gid?: number;
}

export interface CommandResult {
	code: number;
	stdout: string;
	stderr: string;
}

/** How long a service gets to end by itself, milliseconds. */
const GRACE_MS = 8_000;

/** How much of a failed command's output an error repeats, characters. */
const TAIL = 2_000;

const running = new Set<ChildProcess>();
let handlersInstalled = false;

/**
 * Starts a process in a group of its own, so that its children end with it, and makes sure that it
 * does not outlive this process, however that ends.
 */
function startGroup(command: string, args: readonly string[], options: CommandOptions) {
	installHandlers();
	const child = spawn(command, args, {
		...options,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	child.once('exit', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// the group has ended already
	}
}

function installHandlers(): void {
	if (handlersInstalled) return;
	handlersInstalled = true;
	process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));
	for (const [signal, number] of [
		['SIGINT', 2],
		['SIGTERM', 15],
		['SIGHUP', 1],
	] as const) {
		// not once: a second Ctrl+C would end this process before what it started
		process.on(signal, () => {
			void stopAll().finally(() => process.exit(128 + number));
		});
	}
}

/** Stops everything that was started here, last started first asked. */
export async function stopAll(): Promise<void> {
	await Promise.all([...running].reverse().map(stopProcess));
}

async function stopProcess(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	await new Promise<void>((resolve) => {
		const force = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
		child.once('exit', () => {
			clearTimeout(force);
			resolve();
		});
		signalGroup(child, 'SIGTERM');
	});
}

/**
 * Runs a command to its end, whatever its exit code.
 *
 * @throws Error when the command cannot be started
 */
export async function runToEnd(
	command: string,
	args: readonly string[],
	options: CommandOptions = {},
): Promise<CommandResult> {
	const child = startGroup(command, args, options);
	const stdout: Buffer[] = [];
	const stderr: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
	const code = await new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (exitCode) => resolve(exitCode ?? 1));
	});
	return {
		code,
		stdout: Buffer.concat(stdout).toString(),
		stderr: Buffer.concat(stderr).toString(),
	};
}

/**
 * Runs a command that has to succeed, and returns what it printed.
 *
 * @throws Error with the end of its output when it does not
 */
export async function runOrFail(
	command: string,
	args: readonly string[],
	options: CommandOptions = {},
): Promise<string> {
	const { code, stdout, stderr } = await runToEnd(command, args, options);
	if (code === 0) return stdout;
	const output = `${stdout}\n${stderr}`.trim().slice(-TAIL);
	throw new Error(`'${command} ${args.join(' ')}' ended with code ${code}:\n${output}`);
}

/** A process that may be killed in the middle of its work. */
export interface KillableProcess {
	/** Resolves when the process has ended, by itself or because it was killed. */
	readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>;
	/** Ends this very process at once, as a crash or a power cut does, and then what it has started. */
	kill(): void;
}

/** Starts a process that is to be killed in the middle of its work. */
export function startKillable(
	command: string,
	args: readonly string[],
	options: CommandOptions = {},
): KillableProcess {
	const child = startGroup(command, args, options);
	let output = '';
	const read = (chunk: Buffer) => {
		output = (output + chunk.toString()).slice(-TAIL);
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	const ended = new Promise<Awaited<KillableProcess['ended']>>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code, signal) => resolve({ code, signal, output }));
	});
	const kill = () => {
		child.kill('SIGKILL');
		signalGroup(child, 'SIGKILL');
	};
	return { ended, kill };
}

/** A process that runs until it is stopped. */
export interface Service {
	stop(): Promise<void>;
	/** Resolves when the process ends, by itself or because it was stopped. */
	readonly ended: Promise<void>;
}

/**
 * Starts a process and waits until it prints `readyText`.
 *
 * @param waitMs how long to wait for that, milliseconds
 * @throws Error with the end of its output when it ends or says nothing in that time
 */
export async function startService(
	command: string,
	args: readonly string[],
	readyText: string,
	waitMs: number,
	options: CommandOptions = {},
): Promise<Service> {
	const child = startGroup(command, args, options);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const service = { stop: async () => await stopProcess(child), ended };
	let output = '';
	try {
		await new Promise<void>((resolve, reject) => {
			const name = args.join(' ');
			const timer = setTimeout(
				() => reject(new Error(`'${name}' was not ready in ${waitMs / 1000} s:\n${output}`)),
				waitMs,
			);
			const read = (chunk: Buffer) => {
				output = (output + chunk.toString()).slice(-TAIL);
				if (!output.includes(readyText)) return;
				clearTimeout(timer);
				resolve();
			};
			child.stdout.on('data', read);
			child.stderr.on('data', read);
			child.once('error', reject);
			child.once('exit', (code) => {
				clearTimeout(timer);
				reject(new Error(`'${name}' ended with code ${code ?? 'none'}:\n${output}`));
			});
		});
	} catch (error) {
		await service.stop();
		throw error;
	}
	return service;
}
