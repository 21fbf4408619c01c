import Module, { createRequire } from 'node:module';
import vm from 'node:vm';

import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { LegacyFakeTimers, ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

import * as isolatedVm from '../engine/host/isolatedVm';

/**
 * n8n's engine and what is as large: each is loaded once by a worker, and not once more by each test file. None keeps
 * anything of a test; what has a state that tests change does not belong here.
 */
const SHARED =
	/[\\/]node_modules[\\/](?:n8n-core|n8n-workflow|@n8n[\\/][^\\/]+|reflect-metadata|luxon|axios|fast-check|fastify|typescript|prettier)[\\/]/;

/** Tells Jest's loader that a file is compiled in the realm of the process. */
const OWN_REALM: vm.Context = {};

/** The names on the global object that came with what is shared, and stay with it. */
const keptNames = new Set<PropertyKey>();

/** Node's own, which Jest's loader has no part in. */
const load = createRequire(__filename);

const { compileFunction } = vm;

type Compile = typeof vm.compileFunction;

/** Jest compiles a file in a context of `node:vm` by this function; for the realm of the process Node has no context. */
const compileInOwnRealm: Compile = (source, parameters, options) => {
	if (options?.parsingContext !== OWN_REALM) return compileFunction(source, parameters, options);
	const { filename = '' } = options;
	if (SHARED.test(filename)) return (module: { exports: unknown }) => void share(module, filename);
	return compileFunction(source, parameters, { ...options, parsingContext: undefined });
};

function share(module: { exports: unknown }, filename: string): void {
	const before = new Set(Reflect.ownKeys(globalThis));
	module.exports = load(filename);
	for (const name of Reflect.ownKeys(globalThis)) if (!before.has(name)) keptNames.add(name);
}

/** As `moduleNameMapper` has it for what Jest itself loads. */
function standInForIsolatedVm(): void {
	const engine = load.resolve('n8n-workflow');
	const file = load.resolve('isolated-vm', { paths: [engine] });
	load.cache[file] = Object.assign(new Module(file), { loaded: true, exports: isolatedVm });
}

vm.compileFunction = compileInOwnRealm;
standInForIsolatedVm();

/**
 * Runs test files in the realm of the worker, as n8n runs nodes in its own: there is one `Error` and one `Object`, and
 * the engine is loaded once. Modules of the project are loaded anew for each file, as Jest always does. What a file has
 * changed of the global object, of the environment's variables and of spied functions is put back at its end.
 */
export default class OneRealm implements JestEnvironment<unknown> {
	readonly global = globalThis as unknown as JestEnvironment['global'];
	readonly moduleMocker = new ModuleMocker(globalThis);
	fakeTimers: LegacyFakeTimers<unknown> | null;
	fakeTimersModern: ModernFakeTimers | null;

	private readonly globals = Object.getOwnPropertyDescriptors(globalThis);
	private readonly process = Object.getOwnPropertyDescriptors(process);
	private readonly variables = { ...process.env };
	private readonly timers: Array<WeakRef<NodeJS.Timeout>> = [];

	constructor({ projectConfig: config }: JestEnvironmentConfig) {
		const { moduleMocker } = this;
		const global = globalThis;
		const timerConfig = { idToRef: (id: number) => id, refToId: (ref: unknown) => ref as number };
		this.fakeTimers = new LegacyFakeTimers({ config, global, moduleMocker, timerConfig });
		this.fakeTimersModern = new ModernFakeTimers({ config, global });
		globalThis.setTimeout = this.remembering(globalThis.setTimeout);
		globalThis.setInterval = this.remembering(globalThis.setInterval);
	}

	async setup(): Promise<void> {}

	async teardown(): Promise<void> {
		for (const timer of this.timers) timer.deref()?.unref();
		this.fakeTimers?.dispose();
		this.fakeTimersModern?.dispose();
		this.fakeTimers = null;
		this.fakeTimersModern = null;
		this.moduleMocker.restoreAllMocks();
		putBack(globalThis, this.globals, keptNames);
		putBack(process, this.process, new Set());
		putBack(process.env, Object.getOwnPropertyDescriptors(this.variables), new Set());
		await Promise.resolve();
	}

	/**
	 * A node may look after what it keeps for so many seconds by a timer, which it cannot detach as n8n forbids nodes all
	 * but `sleep`. A worker that is done does not wait for it.
	 */
	private remembering<Start extends typeof setTimeout | typeof setInterval>(start: Start): Start {
		const remember = (...args: Parameters<typeof setTimeout>): NodeJS.Timeout => {
			const timer = start(...args);
			this.timers.push(new WeakRef(timer));
			return timer;
		};
		// With `util.promisify.custom` and what else it has.
		return Object.defineProperties(remember, Object.getOwnPropertyDescriptors(start)) as Start;
	}

	exportConditions(): string[] {
		return ['node', 'node-addons'];
	}

	getVmContext(): vm.Context {
		return OWN_REALM;
	}
}

/** Gives an object the properties that it had, but for those that may stay and those that nobody can change. */
function putBack(
	object: object,
	had: Readonly<Record<PropertyKey, PropertyDescriptor>>,
	mayStay: ReadonlySet<PropertyKey>,
): void {
	for (const name of Reflect.ownKeys(object)) {
		const now = Reflect.getOwnPropertyDescriptor(object, name);
		if (!now?.configurable || mayStay.has(name)) continue;
		const before = Object.hasOwn(had, name) ? had[name] : undefined;
		if (before === undefined) Reflect.deleteProperty(object, name);
		else if (before.value !== now.value) Reflect.defineProperty(object, name, before);
	}
	for (const name of Reflect.ownKeys(had)) {
		const before = had[name];
		if (before && !Object.hasOwn(object, name)) Reflect.defineProperty(object, name, before);
	}
}
