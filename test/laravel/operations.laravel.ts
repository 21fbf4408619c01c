import { resources } from '../../nodes/Pelcro/resources';
import { WIRE_CASES } from '../engine/operations';
import { FURTHER_CASES, type FurtherCase } from './furtherCases';
import {
	asMiddlewareLeaves,
	asPhpReads,
	freshLaravel,
	run,
	seen,
	useLaravel,
} from './server/laravelAccount';
import { otherKinds } from '../schemas/agreement';
import { presentSchemas, schemaPath } from '../schemas/schemas';
import type { SeenRequest, Switches } from './server/laravelServer';

useLaravel();

const CASES: FurtherCase[] = [
	...Object.entries(WIRE_CASES).flatMap(([resource, cases]) =>
		cases.map(({ operation, parameters, firstRead: _read, ...request }) => ({
			resource,
			operation,
			parameters,
			requests: [request],
		})),
	),
	...FURTHER_CASES,
];

const previews = presentSchemas();

/** The two that need more than one answer: tested in `files.laravel.ts`. */
const WITH_FILES = ['export.download', 'export.exportAndWait'];

/** Reads all lists, which are driven one by one: tested in `engine/account.test.ts`. */
const OF_MANY_CALLS = ['account.check'];

/** What may be one way or the other at Pelcro, all of it the other way. */
const OTHER_WAY: Partial<Switches> = {
	wrapped: false,
	created: 200,
	refused: 400,
	times: 'iso',
	lists: 'cursor',
	loginPage: false,
};

it('drives every operation of the node', () => {
	const driven = new Set([
		...CASES.map((one) => `${one.resource}.${one.operation}`),
		...WITH_FILES,
		...OF_MANY_CALLS,
	]);
	const all = resources.flatMap(({ value, operations }) =>
		operations.map(({ option }) => `${value}.${option.value}`),
	);
	expect(all.filter((name) => !driven.has(name))).toEqual([]);
});

/** Whether a key was looked up: a list may refuse the filter, and is then read as a whole. */
const isLookup = ({ method, query }: SeenRequest) => method === 'GET' && query.filter !== undefined;

describe.each<[string, Partial<Switches>]>([
	['as a fresh Laravel answers', {}],
	['answering the other way', OTHER_WAY],
])('%s, the application sees what the user meant', (_name, switches) => {
	it.each(CASES.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s',
		async (_case, { resource, operation, parameters, requests }) => {
			await freshLaravel(switches);
			const { items, error } = await run(resource, operation, parameters);
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThanOrEqual(1);
			// What n8n's editor shows before anything has run.
			const preview = previews.get(schemaPath(resource, operation)) ?? { type: 'null' };
			expect(items.flatMap(({ json }) => otherKinds(preview, json))).toEqual([]);
			const all = await seen();
			expect(all.filter((one) => one.status >= 400 && !isLookup(one))).toEqual([]);
			for (const { method, path, query = {}, body = {} } of requests) {
				const asked = all.filter((one) => one.method === method && one.path === path);
				expect(asked).toEqual([
					expect.objectContaining({ query: asPhpReads(query), body: asMiddlewareLeaves(body) }),
				]);
			}
		},
	);
});
