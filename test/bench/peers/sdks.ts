import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { runOrFail } from '../../../demo/childProcesses';
import { RUN_STATE } from '../../../demo/projectPaths';
import type { Contender } from './contender';

/** The billing SDKs that are looked at, in the versions that were. */
const VERSIONS = {
	stripe: '23.1.0',
	chargebee: '3.33.0',
	recurly: '4.81.0',
	'@paddle/paddle-node-sdk': '3.10.0',
	'@lemonsqueezy/lemonsqueezy.js': '4.0.0',
	'@polar-sh/sdk': '1.0.1',
	square: '46.0.0',
	'gocardless-nodejs': '10.1.2',
} as const;

const FOLDER = join(RUN_STATE, 'peer-sdks');
const EMAIL = 'reader@example.org';

/** Installs the SDKs in a folder of their own, outside of the project's packages. */
export async function installSdks(say: (line: string) => void): Promise<void> {
	const manifest = JSON.stringify({ private: true, dependencies: VERSIONS });
	const stamp = join(FOLDER, `.complete-${Object.values(VERSIONS).join('-')}`);
	if (existsSync(stamp)) return;
	say('Installing the billing SDKs (once) …');
	await mkdir(FOLDER, { recursive: true });
	await writeFile(join(FOLDER, 'package.json'), manifest);
	await runOrFail('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
		cwd: FOLDER,
	});
	await writeFile(stamp, '');
}

/** As their documentation shows them, with nothing but a key. */
export async function sdkContenders(): Promise<Contender[]> {
	const load = createRequire(join(FOLDER, 'package.json'));
	return [
		stripe(load),
		chargebee(load),
		recurly(load),
		paddle(load),
		await lemonSqueezy(load),
		polar(load),
		square(load),
		goCardless(load),
	].map((contender) => ({
		...contender,
		name: `${contender.name} ${VERSIONS[contender.name as keyof typeof VERSIONS]}`,
	}));
}

type Load = ReturnType<typeof createRequire>;
type Calls = Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>;
type Constructor = new (...given: unknown[]) => Calls;

/** A client's method by its path, e.g. `customers.create`: the SDKs' types are not installed with the project. */
function call(client: object, group: string, method: string, ...given: unknown[]) {
	const owner = (group === '' ? client : Reflect.get(client, group)) as Calls[string];
	const found = owner[method];
	if (found === undefined) throw new Error(`The SDK has no ${group}.${method}`);
	return found.apply(owner, given);
}

function exported(load: Load, name: string, as: string): Constructor {
	const module = load(name) as Record<string, unknown>;
	return (module[as] ?? module.default ?? module) as Constructor;
}

function stripe(load: Load): Contender {
	const client = new (exported(load, 'stripe', 'Stripe'))('key');
	return {
		name: 'stripe',
		dialect: {
			created: (id) => ({ id: `cus_${id}`, object: 'customer' }),
		},
		create: async () => await call(client, 'customers', 'create', { email: EMAIL }),
	};
}

function chargebee(load: Load): Contender {
	const client = new (exported(load, 'chargebee', 'Chargebee'))({ site: 'harbour', apiKey: 'key' });
	return {
		name: 'chargebee',
		dialect: { created: (id) => ({ customer: { id: String(id) } }) },
		create: async () => await call(client, 'customer', 'create', { email: EMAIL }),
	};
}

function recurly(load: Load): Contender {
	const client = new (exported(load, 'recurly', 'Client'))('key');
	return {
		name: 'recurly',
		dialect: {
			created: (id) => ({ id: String(id), object: 'account', code: 'reader' }),
			headers: { 'recurly-version': 'recurly.v2021-02-25' },
		},
		create: async () => await call(client, '', 'createAccount', { code: 'reader', email: EMAIL }),
	};
}

function paddle(load: Load): Contender {
	const client = new (exported(load, '@paddle/paddle-node-sdk', 'Paddle'))('key');
	return {
		name: '@paddle/paddle-node-sdk',
		dialect: {
			created: (id) => ({ data: { id: `ctm_${id}`, email: EMAIL }, meta: {} }),
		},
		create: async () => await call(client, 'customers', 'create', { email: EMAIL }),
	};
}

async function lemonSqueezy(load: Load): Promise<Contender> {
	const module = (await import(load.resolve('@lemonsqueezy/lemonsqueezy.js'))) as Calls[string];
	void call(module, '', 'lemonSqueezySetup', { apiKey: 'key' });
	return {
		name: '@lemonsqueezy/lemonsqueezy.js',
		dialect: {
			created: (id) => ({ data: { type: 'customers', id: String(id), attributes: {} } }),
		},
		create: async () => {
			const answer = await call(module, '', 'createCustomer', 1, { name: 'Reader', email: EMAIL });
			// It does not throw: failures are in the answer.
			const { error } = answer as { error: unknown };
			if (error) throw error as Error;
			return answer;
		},
	};
}

function polar(load: Load): Contender {
	const { createPolar } = load('@polar-sh/sdk/2026-10') as {
		createPolar: (options: object) => object;
	};
	const client = createPolar({ accessToken: 'key' });
	return {
		name: '@polar-sh/sdk',
		dialect: {
			created: (id) => ({ id: `00000000-0000-4000-8000-00000000000${id}`, email: EMAIL }),
		},
		create: async () => await call(client, 'customers', 'create', { email: EMAIL }),
	};
}

function square(load: Load): Contender {
	const client = new (exported(load, 'square', 'SquareClient'))({ token: 'key' });
	return {
		name: 'square',
		dialect: { created: (id) => ({ customer: { id: String(id) } }) },
		create: async () =>
			await call(client, 'customers', 'create', { givenName: 'Reader', emailAddress: EMAIL }),
	};
}

function goCardless(load: Load): Contender {
	const client = (
		exported(load, 'gocardless-nodejs', 'default') as unknown as (...given: unknown[]) => object
	)('key', 'SANDBOX');
	return {
		name: 'gocardless-nodejs',
		dialect: { created: (id) => ({ customers: { id: `CU${id}` } }) },
		create: async () => await call(client, 'customers', 'create', { email: EMAIL }),
	};
}
