import Fastify from 'fastify';
import { type Account, Accounts } from '../account/account';
import type { AccountOptions } from '../model/settings';
import { readBodies } from './bodies';
import { coreApi } from './core-api';
import { validatorCompiler } from './validators';
import { controlApi } from './control';

export const DEFAULT_API_KEY = 'sandbox-key';
export const CORE_PATH = '/api/v1/core';
export const CONTROL_PATH = '/sandbox';

export interface SandboxOptions {
	/** Port on 127.0.0.1; 0 takes a free one. */
	port?: number;
	/** How the account that is there from the start is made. */
	account?: AccountOptions;
}

export interface Sandbox {
	/** Address without a path, e.g. http://127.0.0.1:4120 */
	url: string;
	/** The account that is there from the start. */
	account: Account;
	close: () => Promise<void>;
}

/**
 * Starts the emulator of Pelcro's Core API on the loopback interface.
 *
 * @throws Error when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const accounts = new Accounts();
	const account = accounts.create({ apiKey: DEFAULT_API_KEY, ...options.account });
	const app = Fastify({ exposeHeadRoutes: false, forceCloseConnections: true });
	app.setValidatorCompiler(validatorCompiler());
	app.addHook('onClose', async () => accounts.close());
	readBodies(app);
	await app.register(coreApi(accounts), { prefix: CORE_PATH });
	await app.register(controlApi(accounts), { prefix: CONTROL_PATH });
	const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	return { url, account, close: () => app.close() };
}
