import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/Pelcro/resources';
import { scriptedPelcro, type ScriptedPelcro, type Reply } from '../host/scriptedPelcro';
import { jsonOf, record } from '../host/pelcroSandbox';
import {
	runPelcro,
	searchList,
	stopEngine,
	testCredential,
	type RunOptions,
	type RunResult,
} from '../host/workflowRun';
import { SHARE } from './share';

/** Answers of a server that is not as it should be, and what the node makes of them. */

let server: ScriptedPelcro | undefined;

beforeEach(() => {
	// Without jitter nothing is waited for between two tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await server?.close();
	server = undefined;
});

afterAll(async () => {
	await stopEngine();
});

async function runAgainst(
	answer: Reply | ((index: number) => Reply),
	parameters: INodeParameters,
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	await server?.close();
	server = await scriptedPelcro((_request, index) =>
		typeof answer === 'function' ? answer(index) : answer,
	);
	const credentials = server.credentials();
	return await runPelcro({ credentials, parameters, ...more });
}

let turns = 0;

/** Those whose turn it is: each answer is played with others, and all answers together with all of them. */
function inTurn<Value>(all: readonly Value[]): Value[] {
	turns += 1;
	return all.filter((_one, index) => index % SHARE === turns % SHARE);
}

/** Operations of this name, with whatever locator they need; lists whole. */
function each(operation: string): INodeParameters[] {
	const all = resources.flatMap((resource) =>
		resource.operations
			.filter(({ option }) => option.value === operation)
			.map(({ fields }) => ({
				resource: resource.value,
				operation,
				simplify: true,
				...Object.fromEntries(
					fields
						.filter(({ type, required }) => type === 'resourceLocator' && required)
						.map(({ name }) => [name, record(7)]),
				),
			})),
	);
	return inTurn(all);
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
	['a list with a message', { data: [{ message: 'No access' }], meta: { last_page: 1 } }],
	['a bare list with a message', [{ message: 'No access' }]],
	['a list with an empty object', [{}]],
	['IDs of null', { data: [{ id: null, email: 'a' }], meta: { last_page: 1 } }],
	['empty IDs', { data: [{ id: '', email: 'a' }], meta: { last_page: 1 } }],
	['blank IDs', [{ id: ' ', email: 'a' }]],
	['a message among records', { data: [{ id: 1 }, { message: 'No access' }] }],
	['an empty list with a failure', { data: [], status: 403, message: 'No access' }],
	['an empty list with a message', { data: [], message: 'No subscription to this feature.' }],
	['an empty list with a code', { data: [], code: 403 }],
	['a list that calls itself a failure', { data: [{ id: 1 }], status: 'error', error: 'Off' }],
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
			expect(server?.received).toHaveLength(5);
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

	it.each([
		['a word', { data: [], message: 'success' }],
		['a sentence', { data: [], message: 'Customers retrieved successfully.' }],
		['a sentence that there are none', { data: [], message: 'No customers found.' }],
		['a number of pages', { data: [], message: 'Filtered.', meta: { last_page: 1, total: 0 } }],
		['a good status', { data: [], status: 200, code: '200', message: '' }],
	])('that is empty may say so: by %s', async (_how, body) => {
		const parameters = { resource: 'customer', operation: 'getAll', returnAll: true };
		const { items, error } = await runAgainst({ body }, parameters);
		expect([items, error]).toEqual([[], undefined]);
	});

	it('has numbers and texts for IDs, and the record’s own status', async () => {
		const listed = [{ id: 0 }, { id: 'abc' }, { id: 5, status: 'failed', code: 404 }];
		const parameters = { resource: 'customer', operation: 'getAll', returnAll: true };
		const { items } = await runAgainst(
			{ body: { data: listed } },
			{ ...parameters, simplify: false },
		);
		expect(jsonOf(items)).toEqual(listed);
	});

	it.each(NO_LISTS)(
		'is what Create or Update goes by, and creates nothing without: %s',
		async (_name, no) => {
			const body = no === null ? 'null' : no;
			const { items, error } = await runAgainst(
				{ body },
				{ resource: 'customer', operation: 'upsert', email: 'a@example.com', additionalFields: {} },
			);
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/its answer could not be read/);
			expect(server?.received.filter(({ method }) => method !== 'GET')).toEqual([]);
		},
	);
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
			expect(server?.received).toHaveLength(5);
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
		expect(server?.received).toHaveLength(1);
	});

	it('is fine where it answers a change with nothing', async () => {
		const { items } = await runAgainst(
			{ status: 204 },
			{
				resource: 'customer',
				operation: 'update',
				customerId: record(7),
				firstName: 'Nora',
			},
		);
		expect(jsonOf(items)).toEqual([{ success: true }]);
	});
});

describe('another record than the one that was asked for', () => {
	const OTHERS: Array<[string, unknown]> = [
		['another ID', { data: { id: 9, email: 'other@example.com' } }],
		['another ID, bare', { id: '9' }],
		['a list of one', [{ id: 8 }]],
		['a page of a list', { data: [{ id: 1 }], meta: { last_page: 1, total: 1 } }],
		['an error with an ID of its own', { id: 'req_1', message: 'Not found' }],
	];
	const FAILURES: Array<[string, unknown]> = [
		['a failure with an ID', { id: 'req_1', message: 'Not found', code: 404 }],
		['the record beside an error', { data: { id: 7 }, status: 'error', error: { message: 'Off' } }],
	];

	it.each([...OTHERS, ...FAILURES])('does not come out as it: %s', async (_name, body) => {
		for (const parameters of each('get')) {
			const { items, error } = await runAgainst({ body }, parameters);
			expect([parameters.resource, items]).toEqual([parameters.resource, []]);
			expect(error?.message).toMatch(/another record than the one|could not be read/);
			expect(error?.description).toMatch(/What came: /);
		}
	});

	it.each(OTHERS)('is an unknown outcome where it answers an update: %s', async (_name, body) => {
		const update = { firstName: 'Nora', customerId: record(7) };
		const parameters = { resource: 'customer', operation: 'update', ...update };
		const { items, error } = await runAgainst({ body }, parameters);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/another record than the one/);
		expect(error?.description).toMatch(/may have been carried out/);
		expect(JSON.stringify(error)).not.toContain('other@example.com');
	});

	it('does not put its email beside a subscription', async () => {
		server = await scriptedPelcro(({ path }) =>
			path.endsWith('/subscriptions/7')
				? { body: { data: { id: 7, user_id: 5 } } }
				: { body: { data: { id: 9, email: 'stranger@example.com' } } },
		);
		const { items, error } = await runPelcro({
			credentials: server.credentials(),
			parameters: {
				resource: 'subscription',
				operation: 'get',
				subscriptionId: record(7),
				includeCustomer: true,
			},
		});
		expect(JSON.stringify(items)).not.toContain('stranger');
		expect(error?.message).toMatch(/another record than the one/);
	});

	it('is not offered for a number that is typed', async () => {
		server = await scriptedPelcro(({ path }) =>
			path.endsWith('/customers')
				? { body: { data: [], meta: { last_page: 1 } } }
				: { body: { data: { id: 2, email: 'two@example.com' } } },
		);
		const credentials = server.credentials();
		const found = await searchList('searchCustomers', { credentials, parameters: {}, filter: '5' });
		expect(found.results).toEqual([]);
	});

	it.each<[string, unknown]>([
		['as text', { data: { id: '7' } }],
		['in a list of one', { data: [{ id: 7 }], meta: { last_page: 1 } }],
		['by its UUID', { data: { id: 12, uuid: '7' } }],
		['with a code and a status of its own', { data: { id: 7, code: 404, status: 'failed' } }],
		['with an error of its own, bare', { id: 7, status: 'failed', error: 'Declined', code: 404 }],
	])('is not the one that comes %s', async (_name, body) => {
		const { items, error } = await runAgainst(
			{ body },
			{ resource: 'customer', operation: 'get', customerId: record(7), simplify: false },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	it.each(['finalize', 'markAsPaid'])('nor is a list with a message, of %s', async (operation) => {
		const { items, error } = await runAgainst(
			{ body: [{ message: 'No access' }] },
			{ resource: 'bill', operation, billId: record(7) },
		);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/could not be read: No access/);
		expect(error?.description).toMatch(/may have been carried out. Run it again/);
	});
});

describe('what is done to one record', () => {
	/** Every action on a record and every deletion, with what its form has to have. */
	const ACTIONS = resources.flatMap(({ value, operations }) =>
		operations
			.filter(({ output, option }) => {
				const { url = '' } = option.routing.request;
				return (output === 'done' || output === 'deleted') && url.includes('{{');
			})
			.map(({ option, fields }) => ({
				resource: value,
				operation: String(option.value),
				path: option.routing.request.url?.replace(/^=|\{\{.*\}\}/g, '') ?? '',
				parameters: Object.fromEntries(
					fields
						.filter(({ required }) => required)
						.map(({ name, type, default: usual }) => [
							name,
							type === 'resourceLocator' ? record(7) : usual || 'x',
						]),
				),
			})),
	);

	const runAction = async (action: (typeof ACTIONS)[number], body: unknown) => {
		const { resource, operation, parameters } = action;
		const answer = body === '' ? { status: 204 } : { body };
		return await runAgainst(answer, { resource, operation, ...parameters });
	};

	it('covers actions and deletions', () => {
		expect(ACTIONS.map(({ operation }) => operation)).toEqual(
			expect.arrayContaining(['void', 'payOffline', 'finalize', 'cancel', 'delete']),
		);
		expect(ACTIONS.length).toBeGreaterThan(15);
	});

	it.each<[string, unknown]>([
		['another record', { data: { id: 9, email: 'other@example.com' } }],
		['a list with a message', [{ message: 'No access' }]],
		['a wrapped list with a message', { data: [{ message: 'No access' }] }],
	])('is not told to be done where the answer is %s', async (_name, body) => {
		for (const action of inTurn(ACTIONS)) {
			const { items, error } = await runAction(action, body);
			expect([action.resource, action.operation, items]).toEqual([
				action.resource,
				action.operation,
				[],
			]);
			expect(error?.message).toMatch(/another record than the one|could not be read/);
			expect(error?.description).toMatch(/may have been carried out/);
			expect(JSON.stringify(error)).not.toContain('other@example.com');
		}
	});

	it('nor where another record of the same kind says what it is', async () => {
		for (const [resource, operation, object] of [
			['invoice', 'void', 'invoice'],
			['subscription', 'cancel', 'subscription'],
			['ecommerceProduct', 'delete', 'product'],
		]) {
			const action = ACTIONS.find(
				(one) => one.resource === resource && one.operation === operation,
			);
			if (action === undefined) throw new Error(`There is no ${resource} ${operation}`);
			const { error } = await runAction(action, { data: { id: 9, object, previous: 7 } });
			expect(error?.message).toMatch(/another record than the one/);
		}
	});

	it.each<[string, unknown]>([
		['nothing', ''],
		['a sentence', { message: 'Done.' }],
		['the record', { data: { id: '7' } }],
		['a record of another kind', { data: { id: 9, object: 'charge' } }],
		['a record that names it', { data: { id: 9, invoice_id: 7, parent_id: '7' } }],
		['a record with it', { id: 9, parent: { id: 7 } }],
	])('is done where the answer is %s', async (_name, body) => {
		for (const action of inTurn(ACTIONS)) {
			const { items, error } = await runAction(action, body);
			expect([action.operation, error]).toEqual([action.operation, undefined]);
			expect(items).toHaveLength(1);
		}
	});
});

describe('what is no short list', () => {
	const CHECKED = { resource: 'member', operation: 'ipAuthorization', ip: '203.0.113.7' };
	const TYPES = { resource: 'export', operation: 'getTypes' };
	const NEITHER: Array<[string, unknown]> = [
		// Nobody is let in by it either.
		...NO_LISTS.filter(([name]) => name !== 'an empty list with a message'),
		['an object without an ID', { data: { access: false } }],
		['a message beside an empty list', { message: 'No access.', errors: [] }],
		['data: a text', { data: 'No access.' }],
		['data: false', { data: false }],
		['a list with null', { data: [{ id: 1 }, null] }],
		['data: null beside a list', { data: null, types: ['customers'] }],
		['a list of empty texts', { data: [''] }],
		['a list of lists', { data: [[]] }],
	];
	const NO_RECORDS: Array<[string, unknown]> = [
		['a list of texts', { data: ['No access.'] }],
		['a list with an ID of null', { data: [{ id: null }] }],
		['records beside a message', { data: [{ id: 1 }, { message: 'No access.' }] }],
		['named lists', { data: { allowed: [], denied: [{ id: 1 }] } }],
	];

	it.each([...NEITHER, ...NO_RECORDS])('lets no IP address in: %s', async (_name, body) => {
		const answer = { body: body === null ? 'null' : body };
		const { items, error } = await runAgainst(answer, CHECKED);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/its answer could not be read/);
		expect(server?.received).toHaveLength(5);
	});

	it.each(NEITHER)('is no type of export: %s', async (_name, body) => {
		const { items, error } = await runAgainst({ body: body === null ? 'null' : body }, TYPES);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/its answer could not be read/);
	});

	it.each<[string, unknown, number[]]>([
		['none', { data: [], status: 'success' }, []],
		['one', { data: { id: 5 }, status: 'success' }, [5]],
		['several', { data: [{ id: 5 }, { id: 6 }] }, [5, 6]],
		['bare', [{ id: 5 }], [5]],
		['with numeric keys', { data: { '1': { id: 5 }, '4': { id: 6 } } }, [5, 6]],
	])('is not: %s', async (_name, body, ids) => {
		const { items, error } = await runAgainst({ body }, CHECKED);
		expect(error).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(ids);
	});

	it.each<[string, unknown]>([
		['by name', { data: { types: ['customers'], exports: [{ uuid: 'a' }] }, status: 'success' }],
		['by name, bare', { types: ['customers'], exports: [{ uuid: 'a' }], status: 'success' }],
		['in one', { data: ['customers', { uuid: 'a' }] }],
		['beside data', { types: ['customers'], data: [{ uuid: 'a' }], links: {}, meta: {} }],
		['with numeric keys', { data: { types: { '3': 'customers' }, exports: [{ uuid: 'a' }] } }],
	])('is not where the lists come %s', async (_name, body) => {
		const { items, error } = await runAgainst({ body }, TYPES);
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ name: 'customers' }, { uuid: 'a' }]);
	});
});

describe('an answer that is a text alone', () => {
	const paying = {
		resource: 'invoice',
		operation: 'payOffline',
		invoiceId: record(7),
		paymentReference: 'Check 7',
	};

	it('is read where it is JSON, and handed on', async () => {
		const { items, error } = await runAgainst({ body: '"Invoice paid."' }, paying);
		expect(error).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ success: true, message: 'Invoice paid.' }]);
	});

	it.each([
		['JSON that ends early', '{"data": {"id": 7, "sta'],
		['a list that ends early', '[{"id": 7}'],
		['a text that ends early', '"Invoice pa'],
		['a web page', '<!DOCTYPE html><h1>Login</h1>'],
	])('is no success where it is %s', async (_what, body) => {
		const { items, error } = await runAgainst({ body }, paying);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/could not be read.*may have been carried out/);
	});

	it('is no success where it is not JSON', async () => {
		const headers = { 'content-type': 'text/html' };
		const { error } = await runAgainst({ headers, body: 'Maintenance' }, paying);
		expect(error?.message).toMatch(/could not be read/);
	});
});

describe('a refusal', () => {
	const create = {
		resource: 'customer',
		operation: 'create',
		email: 'a@example.com',
		additionalFields: {},
	};
	const taken = 'The email has already been taken.';

	/** What Pelcro or something in front of it answers, the message, and a line of the description. */
	const REFUSALS: Array<[name: string, body: unknown, message: string, line?: string]> = [
		['a sentence', { message: 'No such plan here.' }, 'No such plan here.'],
		['an error with a sentence', { error: { message: 'Card declined.' } }, 'Card declined.'],
		['an error that is a sentence', { error: 'Card declined.' }, 'Card declined.'],
		['texts by field', { errors: { email: [taken] } }, `email: ${taken}`],
		['a text by field', { errors: { email: taken } }, `email: ${taken}`],
		['texts under message', { message: { email: [taken] } }, `email: ${taken}`],
		['texts under error', { error: { email: [taken] } }, `email: ${taken}`],
		['a list with messages', { errors: [{ message: 'Plan retired.' }] }, 'Plan retired.'],
		['a list with details', { errors: [{ detail: 'Plan retired.' }] }, 'Plan retired.'],
		['a list of texts', { errors: ['Plan retired.', 'Other.'] }, 'Plan retired.', 'Other.'],
		[
			'JSON:API',
			{ errors: [{ title: 'Bad', detail: taken, source: { pointer: '/data/attributes/email' } }] },
			`email: ${taken}`,
		],
		[
			'fields named in a list',
			{
				errors: [
					{ field: 'email', message: taken },
					{ field: 'phone', message: 'Too long.' },
				],
			},
			`email: ${taken}`,
			'phone: Too long.',
		],
		[
			'problem details',
			{ title: 'Refused', detail: 'The plan is retired.' },
			'The plan is retired.',
		],
		['a title alone', { title: 'The plan is retired' }, 'The plan is retired'],
		['plain text', 'The plan is retired.', 'The plan is retired.'],
		[
			'nested texts',
			{ errors: { address: { line1: ['The line1 is too long.'] } } },
			'address.line1: The line1 is too long.',
		],
		[
			'a key that is no field',
			{ errors: { registered_on_other_sites: true } },
			'registered_on_other_sites: true',
		],
		[
			'a key with records',
			{ errors: { registered_on_other_sites: [{ site: 'Harbour Press' }] } },
			'registered_on_other_sites.site: Harbour Press',
		],
		[
			'the framework’s own headline',
			{ message: 'The given data was invalid.', errors: { email: [taken], phone: ['Too long.'] } },
			`email: ${taken}`,
			'phone: Too long.',
		],
		[
			'the framework’s counting headline',
			{ message: `${taken} (and 1 more error)`, errors: { email: [taken], phone: ['Too long.'] } },
			`email: ${taken}`,
			'phone: Too long.',
		],
		[
			'a sentence beside texts',
			{ message: 'Your card was declined.', errors: { source: ['Expired.'] } },
			'Your card was declined.',
			'source: Expired.',
		],
		[
			'a row',
			{ errors: { 'items.1.sku_id': ['The items.1.sku_id field is required.'] } },
			'items row 2: The sku_id field is required.',
		],
		[
			'a row in the framework’s spelling',
			{ errors: { 'items.0.sku_id': ['The items.0.sku id field is required.'] } },
			'items row 1: The sku_id field is required.',
		],
		[
			'the framework’s missing record',
			{ message: 'No query results for model [App\\Models\\Customer] 99' },
			'Pelcro has no such customer: 99',
		],
		[
			'the framework’s missing record of two words',
			{ message: 'No query results for model [App\\Models\\PaymentGateway].' },
			'Pelcro has no such payment gateway',
		],
		['a field called status', { errors: { status: ['Bad.'] } }, 'status: Bad.'],
		['a field called type', { errors: { type: 'Is wrong.' } }, 'type: Is wrong.'],
		['an unknown shape', { reason: { text: 'Plan retired.' } }, 'reason.text: Plan retired.'],
		[
			'OAuth’s words',
			{ error: 'invalid_request', error_description: 'The plan is retired.' },
			'The plan is retired.',
		],
		[
			'a status’s name beside a detail',
			{ error: 'Unprocessable Entity', detail: 'The plan is retired.' },
			'The plan is retired.',
		],
		[
			'a status’s name beside a message',
			{ error: 'Unprocessable Entity', message: 'The plan is retired.' },
			'The plan is retired.',
		],
		[
			'the framework’s own headline beside an error',
			{ message: 'The given data was invalid.', error: 'The plan is retired.' },
			'The plan is retired.',
		],
		[
			'two sentences',
			{ message: 'Payment failed here.', error: 'Your card was declined.' },
			'Payment failed here.',
			'Your card was declined.',
		],
		[
			'a list of reasons',
			{ message: 'The given data was invalid.', reasons: ['Plan retired.', 'Too late.'] },
			'Plan retired.',
			'Too late.',
		],
		[
			'reasons beside a sentence',
			{ message: 'It cannot be renewed.', reasons: ['Its plan is retired.'] },
			'It cannot be renewed.',
			'Its plan is retired.',
		],
		['a reason', { reason: 'The plan is retired.' }, 'The plan is retired.'],
		['errors that are a text', { errors: 'The plan is retired.' }, 'The plan is retired.'],
		[
			'the field title among others',
			{ errors: { title: 'Too long.', email: taken } },
			'title: Too long.',
			`email: ${taken}`,
		],
		[
			'the field description among others',
			{ errors: { description: 'Too long.', unit_price: ['Too high.'] } },
			'description: Too long.',
			'unit_price: Too high.',
		],
		[
			'the fields title and description',
			{ errors: { title: 'Too long.', description: 'Too short.' } },
			'title: Too long.',
			'description: Too short.',
		],
		[
			'a message among fields',
			{ errors: { message: 'Too late.', email: [taken], phone: 'Too long.' } },
			'Too late.',
			'phone: Too long.',
		],
		[
			'texts by field without a wrapping',
			{ title: 'Too long.', email: [taken] },
			'title: Too long.',
			`email: ${taken}`,
		],
		[
			'texts by field under an unknown key',
			{ message: 'The given data was invalid.', fields: { email: [taken] } },
			`email: ${taken}`,
		],
		[
			'the fields type, code and ID',
			{ errors: { type: 'invalid', code: 'unknown', id: 'missing' } },
			'type: invalid',
			'id: missing',
		],
		['a code alone', { code: 'card_declined' }, 'code: card_declined'],
		[
			'an error with a code alone',
			{ error: { code: 'card_declined', type: 'card_error' } },
			'code: card_declined',
			'type: card_error',
		],
		['codes in a list', { errors: [{ code: 'E7', field: 'email' }] }, 'email.code: E7'],
		[
			'its status alone',
			{ success: false, status: 'error', code: 422 },
			'Pelcro refused the request',
		],
		[
			'a deeply nested text',
			{ errors: { a: { b: [{ c: { d: { e: ['Plan retired.'] } } }] } } },
			'a.b.c.d.e: Plan retired.',
		],
		[
			'JSON in a message',
			{ message: '{"error":{"message":"Your card was declined."}}' },
			'Your card was declined.',
		],
		[
			'JSON with fields in a message',
			{ message: '{"errors":{"email":["The email has already been taken."]}}' },
			`email: ${taken}`,
		],
		[
			'JSON in a list of errors',
			{ errors: { source: ['[{"detail":"Your card was declined."}]'] } },
			'source: Your card was declined.',
		],
		[
			'a marked-up message',
			{ message: '<p>The plan <b>Ann&#039;s &amp; Co.</b> is retired.</p>' },
			"The plan Ann's & Co. is retired.",
		],
		['marked-up text', '<p>The plan is <br/>retired.</p>', 'The plan is retired.'],
		['a lesser sign', { message: 'It must be < 5 and > 3.' }, 'It must be < 5 and > 3.'],
		['nothing', '', 'Pelcro refused the request'],
		['an empty object', {}, 'Pelcro refused the request'],
		['a web page', '<!DOCTYPE html><title>422</title>', 'Pelcro refused the request'],
	];

	it.each(REFUSALS.map(([name, body, message, line = '']) => [name, body, message, line] as const))(
		'is told whatever its shape: %s',
		async (_name, body, message, line) => {
			const { error } = await runAgainst({ status: 422, body }, create);
			expect(error?.message).toBe(message.replace('email:', 'Email:'));
			const inForm = line
				.replace('email:', 'Email:')
				.replace('phone:', 'Phone, under Additional Fields:');
			expect(error?.description).toContain(inForm);
			// What is the headline is not said once more in the details.
			expect(error?.description?.split('\n')).not.toContain(error?.message);
			expect(error?.description).toMatch(
				/taken/i.test(message)
					? /Another record has this value/
					: /Change the values that it names/,
			);
		},
	);

	it('of any JSON says something, shows every sentence of Pelcro, and never the key', async () => {
		const field = fc.constantFrom('email', 'items.3.sku_id', 'status', 'code', 'other_sites', '');
		const sentence = fc.constantFrom('First text.', 'Second text.', 'Third text.');
		const { value } = fc.letrec((tie) => ({
			value: fc.oneof(
				{ maxDepth: 3 },
				sentence,
				fc.constantFrom(null, 7, true),
				fc.array(tie('value'), { maxLength: 3 }),
				fc.dictionary(field, tie('value'), { maxKeys: 3 }),
				fc.record({ detail: sentence, source: fc.record({ pointer: field }) }),
			),
		}));
		const body = fc.record({ errors: value });
		await fc.assert(
			fc.asyncProperty(body, fc.constantFrom(400, 404, 409, 413, 422), async (answer, status) => {
				const { error } = await runAgainst({ status, body: answer }, create);
				const shown = `${error?.message ?? ''}\n${error?.description ?? ''}`;
				// A sentence of Pelcro’s, or the node’s own where there is none.
				expect(error?.message).toMatch(/text\.|Pelcro|\b(7|true)$/);
				expect(shown).not.toMatch(/\[object|undefined/);
				const told = JSON.stringify(answer).match(/(First|Second|Third) text\./g) ?? [];
				for (const text of told) expect(shown).toContain(text);
			}),
			{ numRuns: 150 / SHARE },
		);
	});

	const STATUSES: Array<[number, unknown, RegExp, RegExp]> = [
		[401, { message: 'Unauthenticated.' }, /did not accept the API Key/, /collaborator who made/],
		[403, { message: 'This action is unauthorized.' }, /may not do this/, /says: This action is/],
		[403, { message: 'Exports need the enterprise plan.' }, /need the enterprise plan/, /Site ID/],
		[404, { message: '' }, /has no such record/, /card that was declined/],
		[
			404,
			{ message: 'The plan is not sold in that area.' },
			/not sold in that area/,
			/plan, product/,
		],
		[404, { message: 'The route api/x could not be found.' }, /no Pelcro API/, /Base URL/],
		[404, '<!DOCTYPE html><h1>Not Found</h1>', /no Pelcro API/, /Base URL/],
		[405, { message: '' }, /does not take this call/, /Environment and Base URL/],
		[413, '<html><h1>413 Request Entity Too Large</h1></html>', /too large/, /smaller file/],
		[413, { message: '' }, /too large/, /smaller file/],
	];

	it.each(STATUSES)('by %p with %p says what to do', async (status, body, message, advice) => {
		const { error } = await runAgainst({ status, body }, create);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(advice);
	});
});

describe('the credential’s test', () => {
	it.each([
		['a page', { status: 404, body: '<!DOCTYPE html>' }, /no Pelcro API at this address/],
		['an empty message', { status: 404, body: { message: '' } }, /no Pelcro API at this address/],
		[
			'no route',
			{ status: 404, body: { message: 'The route api/x could not be found.' } },
			/no Pelcro API at this address/,
		],
		['another method', { status: 405, body: { message: '' } }, /no Pelcro API at this address/],
		['a page as success', { body: '<!DOCTYPE html>' }, /no Pelcro API at this address/],
		['something else', { body: { hello: 'world' } }, /no Pelcro API at this address/],
		['no right', { status: 403, body: {} }, /The API Key works, but not for this site/],
		[
			'no site',
			{ status: 404, body: { message: 'Site not found.' } },
			/works, but not for this site.*Pelcro says: Site not found/,
		],
		[
			'no key',
			{ status: 401, body: { message: 'Unauthenticated.' } },
			/did not accept the API Key\. .*collaborator/,
		],
	])('tells %s', async (_name, answer: Reply, message) => {
		server = await scriptedPelcro(() => answer);
		const result = await testCredential(server.credentials());
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	});
});

describe('what comes out', () => {
	const get = { resource: 'customer', operation: 'get', customerId: record(7) };

	it('has yes and no in one form when simplified, and as they are when not', async () => {
		const answer = {
			id: 7,
			email: 'a@b.org',
			email_confirm: 1,
			has_password: '0',
			mail_marketing: null,
		};
		const body = { data: { ...answer, addresses: [{ id: 1, is_default: 1 }] } };
		const simplified = await runAgainst(
			{ body },
			{ ...get, simplify: true, expand: ['addresses'] },
		);
		const [item] = jsonOf(simplified.items);
		expect(item).toMatchObject({ addresses: [{ id: 1, is_default: true }] });
		const raw = await runAgainst({ body }, { ...get, simplify: false });
		expect(jsonOf(raw.items)[0]).toMatchObject(answer);
	});

	it.each<[string, object]>([
		['under properties', { properties: { brand: 'Visa', last4: '4242', exp_month: 7 } }],
		['flat', { brand: 'Visa', last4: '4242', exp_month: 7 }],
		['in both', { brand: 'Visa', last4: '4242', exp_month: 7, properties: { brand: 'Other' } }],
		[
			'flat, with null properties',
			{ brand: 'Visa', last4: '4242', exp_month: 7, properties: null },
		],
	])('has the card of a payment method, wherever Pelcro has it: %s', async (_where, card) => {
		const source = { resource: 'paymentMethod', operation: 'get', paymentMethodId: record(7) };
		const body = { data: { id: 7, object_gateway: 'stripe', ...card } };
		const { items } = await runAgainst({ body }, { ...source, simplify: true });
		expect(jsonOf(items)[0]).toEqual({
			id: 7,
			object_gateway: 'stripe',
			brand: 'Visa',
			last4: '4242',
			exp_month: 7,
		});
		const raw = await runAgainst({ body }, { ...source, simplify: false });
		expect(jsonOf(raw.items)[0]).toEqual(body.data);
	});

	it('has empty metadata as an object', async () => {
		const body = { data: { id: 7, metadata: [], subscriptions: [{ id: 1, metadata: [] }] } };
		const { items } = await runAgainst({ body }, { ...get, simplify: false });
		expect(jsonOf(items)[0]).toMatchObject({
			metadata: {},
			subscriptions: [{ id: 1, metadata: {} }],
		});
	});

	it('has every time that a date can hold, and one without a zone in UTC', async () => {
		const body = {
			data: {
				id: 7,
				created_at: '2026-11-27 18:14:27',
				birth_date: '1990-05-01',
				start_date: -86_400,
				end_date: 253_402_300_799,
				cancel_at: 86_400,
				renewed_at: '1795803267',
				valid_from: '2026',
				ended_at: 0,
				updated_at: '2026-11-27T18:14:27+09:00',
			},
		};
		const parameters = { ...get, simplify: false };
		const { items } = await runAgainst({ body }, parameters, { timezone: 'UTC' });
		expect(jsonOf(items)[0]).toEqual({
			id: 7,
			created_at: '2026-11-27T18:14:27.000Z',
			birth_date: '1990-05-01',
			start_date: '1969-12-31T00:00:00.000Z',
			end_date: '9999-12-31T23:59:59.000Z',
			cancel_at: '1970-01-02T00:00:00.000Z',
			renewed_at: '2026-11-27T18:14:27.000Z',
			valid_from: '2026',
			ended_at: 0,
			updated_at: '2026-11-27T18:14:27+09:00',
		});
	});

	it('asks for words where a download is refused', async () => {
		const { error } = await runAgainst(
			{ status: 400, body: { message: 'Export already downloaded.' } },
			{ resource: 'export', operation: 'download', exportId: 'abc', binaryPropertyName: 'data' },
		);
		expect(server?.received[0]?.headers.accept).toBe('application/json, */*');
		expect(error?.message).toMatch(/Export already downloaded/);
	});
});

describe('the picker', () => {
	const PEOPLE = [
		{ id: 7, first_name: 'Nora', last_name: 'Smith', email: 'nora@example.com' },
		{ id: 8, first_name: 'Nora', last_name: 'Jones', email: 'jones@example.com' },
	];

	async function found(filter: string, parameters: INodeParameters = {}) {
		server = await scriptedPelcro(({ path }) => {
			const id = /\/(\d+)$/.exec(path)?.[1];
			if (id === undefined) return { body: { data: PEOPLE, meta: { last_page: 1 } } };
			const one = PEOPLE.find((person) => String(person.id) === id);
			return one === undefined ? { status: 404, body: { message: '' } } : { body: { data: one } };
		});
		const credentials = server.credentials();
		const search = await searchList('searchCustomers', { credentials, parameters, filter });
		return search.results.map(({ value }) => value);
	}

	it.each([
		['Nora Smith', ['7']],
		['smith nora', ['7']],
		['Nora Smith (nora@example.com)', ['7']],
		// This server does not search: behind the record with the ID comes whatever it has.
		['8', ['8', '7']],
		['#8', ['8']],
		['https://www.pelcro.com/admin/1001/customers/8', ['8']],
		['https://www.pelcro.com/admin/1001/customers/8/edit', ['8']],
		['https://www.pelcro.com/admin/1001/customers/8?tab=2', ['8']],
	])('finds %s', async (filter, ids) => {
		expect(await found(filter)).toEqual(ids);
	});

	it.each([
		[130, 50],
		[150, 50],
		[40, 10],
		[230, 100],
		[100, 100],
		[0, 50],
	])('offers all of %i records where Pelcro puts at most %i on a page', async (count, cap) => {
		server = await scriptedPelcro(({ query }) => {
			const [page, limit] = [Number(query.page), Number(query.limit)];
			const size = Math.min(cap, limit);
			const ids = Array.from({ length: count }, (_one, index) => index + 1);
			const data = ids.slice((page - 1) * size, page * size).map((id) => ({ id, name: 'Cup' }));
			return { body: { data, meta: { last_page: Math.ceil(count / limit), total: count } } };
		});
		const credentials = server.credentials();
		const values: unknown[] = [];
		let page: string | undefined;
		do {
			const found = await searchList('searchProducts', {
				credentials,
				parameters: {},
				filter: 'cup',
				...(page !== undefined && { page }),
			});
			values.push(...found.results.map(({ value }) => value));
			page = found.paginationToken as string | undefined;
		} while (page !== undefined);
		expect(values).toHaveLength(count);
	});

	it.each(['', '?tab=2', '/edit', '/edit#x9'])(
		'lists the payment methods of the customer whose address ends with %p',
		async (rest) => {
			server = await scriptedPelcro(() => ({ body: { data: [], meta: { last_page: 1 } } }));
			const credentials = server.credentials();
			const value = `https://www.pelcro.com/admin/1001/customers/8${rest}`;
			const parameters = { customerId: record(value, 'url') };
			await searchList('searchPaymentMethods', { credentials, parameters });
			expect(server.received[0]?.query).toMatchObject({ 'filter[customer_id]': 'eq:8' });
		},
	);
});

function keyOf(): string {
	return String(server?.credentials().apiKey ?? '');
}
