import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../nodes/Pelcro/resources';
import { answeringServer, type AnsweringServer, type ScriptedAnswer } from './answeringServer';
import { jsonOf, record } from './pelcroSandbox';
import { runPelcro, stopEngine, type RunOptions, type RunResult } from './workflowRun';

/** Answers of a server that is not as it should be, and what the node makes of them. */

let server: AnsweringServer | undefined;

beforeEach(() => {
	// Without jitter nothing is waited for between two tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await server?.stop();
	server = undefined;
});

afterAll(async () => {
	await stopEngine();
});

async function runAgainst(
	answer: ScriptedAnswer | ((index: number) => ScriptedAnswer),
	parameters: INodeParameters,
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	await server?.stop();
	server = await answeringServer((_request, index) =>
		typeof answer === 'function' ? answer(index) : answer,
	);
	const credentials = { ...server.credentials, requestsPerMinute: 100_000 };
	return await runPelcro({ credentials, parameters, ...more });
}

/** Every operation of this name, with whatever locator it needs. */
function each(operation: string): INodeParameters[] {
	return resources.flatMap((resource) =>
		resource.operations
			.filter(({ option }) => option.value === operation)
			.map(({ fields }) => ({
				resource: resource.value,
				operation,
				simplify: true,
				...Object.fromEntries(
					fields
						.filter(({ type }) => type === 'resourceLocator')
						.map(({ name }) => [name, record(7)]),
				),
			})),
	);
}

const NO_LISTS: Array<[string, unknown]> = [
	['nothing', ''],
	['null', null],
	['null as text', 'null'],
	['data: null', { data: null, meta: { last_page: 1 } }],
	['a message', { message: 'No subscription to this feature.' }],
	['an error object', { error: { message: 'Something went wrong.' } }],
	['data: a message', { data: { message: 'None.' }, status: 'success' }],
	['an empty object', {}],
	['data: an empty object', { data: {} }],
	['a list of what are no records', { data: [null, 1, 'a'] }],
	['true', true],
	['a number', 5],
];

describe('what is no list', () => {
	it.each(NO_LISTS)('is not read as an empty one: %s', async (_name, body) => {
		for (const parameters of each('getAll')) {
			const { items, error } = await runAgainst(
				{ body: body === null ? 'null' : body },
				{ ...parameters, returnAll: true },
			);
			expect([parameters.resource, items]).toEqual([parameters.resource, []]);
			expect(error?.message).toMatch(/its answer could not be read/);
			expect(error?.description).toMatch(/What came: /);
			expect(server?.arrived).toHaveLength(5);
		}
	});

	it('is asked for again', async () => {
		const { items, error } = await runAgainst(
			(index) => ({ body: index < 2 ? { data: null } : { data: [{ id: 1 }] } }),
			{ resource: 'customer', operation: 'getAll', returnAll: true, simplify: false },
		);
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ id: 1 }]);
	});

	it('is told in words, without the key', async () => {
		const { error } = await runAgainst(() => ({ body: { message: `Nobody has ${keyOf()}.` } }), {
			resource: 'customer',
			operation: 'getAll',
			returnAll: true,
		});
		expect(error?.message).toMatch(/could not be read: Nobody has \[hidden\]/);
		expect(error?.description).not.toContain(keyOf());
	});
});

describe('a list', () => {
	const LISTS: Array<[string, unknown]> = [
		['in an envelope', { data: [{ id: 3 }, { id: 4 }], meta: { last_page: 1 } }],
		['bare', [{ id: 3 }, { id: 4 }]],
		['with numeric keys', { data: { '0': { id: 3 }, '2': { id: 4 } } }],
		['bare with numeric keys', { '0': { id: 3 }, '7': { id: 4 } }],
		['in a paginator within data', { data: { data: [{ id: 3 }, { id: 4 }], last_page: '1' } }],
	];

	it.each(LISTS)('comes out whole: %s', async (_name, body) => {
		const parameters = { resource: 'customer', operation: 'getAll', returnAll: true };
		const { items, error } = await runAgainst({ body }, { ...parameters, simplify: false });
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ id: 3 }, { id: 4 }]);
	});

	it('that is empty is empty', async () => {
		for (const parameters of each('getAll')) {
			const body = { data: [], links: {}, meta: { last_page: 1 } };
			const { items, error } = await runAgainst({ body }, { ...parameters, returnAll: true });
			expect([items, error]).toEqual([[], undefined]);
		}
	});

	it('keeps every record that has no ID', async () => {
		const body = { data: [{ id: null, a: 1 }, { id: null, a: 2 }, { a: 3 }, { a: 4 }] };
		const parameters = { resource: 'customer', operation: 'getAll', returnAll: true };
		const { items } = await runAgainst({ body }, { ...parameters, simplify: false });
		expect(jsonOf(items).map(({ a }) => a)).toEqual([1, 2, 3, 4]);
	});
});

describe('what is no record', () => {
	const NO_RECORDS: Array<[string, unknown]> = [
		...NO_LISTS.filter(([, body]) => !Array.isArray(body)),
		['an object without an ID', { data: { email: null, lists: [] } }],
		['id: null', { data: { id: null, email: 'a@example.com' } }],
		['two records', { data: [{ id: 1 }, { id: 2 }] }],
	];

	it.each(NO_RECORDS)('does not come out as one: %s', async (_name, body) => {
		for (const parameters of each('get')) {
			const { items, error } = await runAgainst(
				{ body: body === null ? 'null' : body },
				parameters,
			);
			expect([parameters.resource, items]).toEqual([parameters.resource, []]);
			expect(error?.message).toMatch(/its answer could not be read/);
			expect(server?.arrived).toHaveLength(5);
		}
	});

	it('is an unknown outcome where it answers a creation', async () => {
		const { items, error } = await runAgainst(
			{ body: { message: 'Welcome!' } },
			{
				resource: 'customer',
				operation: 'create',
				email: '',
				additionalFields: { displayName: 'Reader' },
			},
		);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/could not be read: Welcome! \(it may have been carried out/);
		expect(server?.arrived).toHaveLength(1);
	});

	it('is fine where it answers a change with nothing', async () => {
		const { items } = await runAgainst(
			{ status: 204 },
			{
				resource: 'customer',
				operation: 'update',
				customerId: record(7),
				updateFields: { firstName: 'Nora' },
			},
		);
		expect(jsonOf(items)).toEqual([{ success: true }]);
	});
});

function keyOf(): string {
	return server?.credentials.apiKey ?? '';
}
