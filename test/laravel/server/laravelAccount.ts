import type { IDataObject } from 'n8n-workflow';

import {
	runPelcro,
	stopEngine,
	type RunOptions,
	type RunResult,
} from '../../engine/host/workflowRun';
import { LaravelServer, type SeenRequest, type Switches } from './laravelServer';

const CORE = '/api/v1/core';

let server: LaravelServer | undefined;

/** For a test file: serves the application before its tests and ends it after them. */
export function useLaravel(): void {
	beforeAll(async () => {
		server = await LaravelServer.start();
	}, 60_000);
	afterAll(async () => {
		await server?.stop();
		await stopEngine();
	});
}

/** The running application. */
export function laravel(): LaravelServer {
	if (server === undefined) throw new Error('Call useLaravel() in this test file');
	return server;
}

/** The application as it was seeded, with its switches as given and an empty journal. */
export async function freshLaravel(switches: Partial<Switches> = {}): Promise<LaravelServer> {
	await laravel().reset(switches);
	return laravel();
}

/** Runs one operation of the node against the application. */
export async function run(
	resource: string,
	operation: string,
	parameters: RunOptions['parameters'] = {},
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	return await runPelcro({
		credentials: laravel().credentials,
		parameters: { resource, operation, ...parameters },
		...more,
	});
}

/** What the application was asked, without the site, which every request has to name. */
export async function seen(): Promise<SeenRequest[]> {
	return (await laravel().seen()).map((request) => {
		const { site_id: inQuery, ...query } = request.query;
		expect(inQuery ?? request.body.site_id).toBeDefined();
		return { ...request, query, path: request.path.replace(CORE, '') };
	});
}

/** A query as PHP reads it: `filter[a]=b` is `{filter: {a: b}}`. */
export function asPhpReads(query: IDataObject): IDataObject {
	const read: IDataObject = {};
	for (const [name, value] of Object.entries(query)) {
		const [, outer, inner] = /^([^[]+)\[(.+)\]$/.exec(name) ?? [];
		if (outer === undefined || inner === undefined) read[name] = value;
		else read[outer] = { ...(read[outer] as IDataObject | undefined), [inner]: value };
	}
	return read;
}

/** A body as the application gets it: its middleware trims texts and makes null of empty ones, at every depth. */
export function asMiddlewareLeaves(value: unknown): unknown {
	if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
	if (Array.isArray(value)) return value.map(asMiddlewareLeaves);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([name, one]) => [name, asMiddlewareLeaves(one)]);
	return Object.fromEntries(entries) as IDataObject;
}

/** Calls the application without the node, as a test's own client. */
export async function ask(method: string, path: string, body?: unknown): Promise<Response> {
	const { url, credentials } = laravel();
	return await fetch(`${url}${CORE}${path}`, {
		method,
		redirect: 'manual',
		headers: {
			authorization: `Bearer ${credentials.apiKey}`,
			accept: 'application/json',
			...(body !== undefined && { 'content-type': 'application/json' }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
}
