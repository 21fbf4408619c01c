import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Pelcro } from '../../../index.js';
import { resources } from '../../../nodes/Pelcro/resources';
import { scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { record } from '../host/pelcroSandbox';
import { runPelcro, stopEngine } from '../host/workflowRun';
import { WIRE_CASES } from '../operations';

/** What the form does not know: sent as it is where the form says so, refused else; and what n8n itself takes away. */

let server: ScriptedPelcro;

beforeAll(async () => {
	server = await scriptedPelcro(({ method, path }) =>
		method === 'GET' && !/\d$/.test(path)
			? { body: { data: [], meta: { current_page: 1, last_page: 1 } } }
			: { body: { data: { id: Number(/\d+/.exec(path)?.[0] ?? 1), currency: 'USD' } } },
	);
});

beforeEach(() => {
	server.received.length = 0;
});

afterAll(async () => {
	await server.close();
	await stopEngine();
});

const UNKNOWN = {
	zz_unknown: { deep: [1, null, 'a'] },
	zz_no: false,
	zz_nothing: null,
	zz_text: '',
};

const BILLED = {
	lineItems: { line: [{ description: 'Paper', quantity: 1, unitPrice: 5 }] },
	periodStart: '2031-01-01',
	periodEnd: '2031-02-01',
};

/** Those of which there is no complete example. */
const EXAMPLES: Record<string, Record<string, INodeParameters>> = {
	bill: {
		create: { vendorId: record(1), currency: 'USD', ...BILLED },
		update: { billId: record(1), currency: 'USD', ...BILLED },
		delete: { billId: record(1) },
		finalize: { billId: record(1) },
		markAsPaid: { billId: record(1) },
	},
	customer: {
		create: { email: 'a@x.org' },
		update: { customerId: record(1) },
		upsert: { email: 'a@x.org' },
		delete: { customerId: record(1) },
	},
	export: { create: { exportType: 'customers', dateFrom: '2026-01-01', dateTo: '2026-02-01' } },
	refund: { cancel: { refunds: ['7'] } },
	subscription: {
		cancel: { subscriptionId: record(1) },
		renew: { customerId: record(3), subscriptionId: record(1), planId: record(2) },
		update: { subscriptionId: record(1) },
	},
	vendor: {
		update: { vendorId: record(1) },
		delete: { vendorId: record(1) },
	},
	webhook: {
		update: { webhookId: record(1), url: 'https://n8n.example.org/x' },
		delete: { webhookId: record(1) },
	},
};

interface Written {
	resource: string;
	operation: string;
	parameters: INodeParameters;
}

function writing(): Written[] {
	const cases: Record<string, (typeof WIRE_CASES)[keyof typeof WIRE_CASES]> = WIRE_CASES;
	return resources.flatMap(({ value: resource, operations }) =>
		operations
			.filter(({ option }) => (option.routing.request.method ?? 'GET') !== 'GET')
			.flatMap(({ option }) => {
				const operation = String(option.value);
				const example = cases[resource]?.find((one) => one.operation === operation);
				const parameters = example?.parameters ?? EXAMPLES[resource]?.[operation];
				return parameters === undefined ? [] : [{ resource, operation, parameters }];
			}),
	);
}

async function run(resource: string, operation: string, parameters: INodeParameters) {
	return await runPelcro({
		credentials: server.credentials(),
		parameters: { resource, operation, ...parameters },
	});
}

describe('Additional Body Fields', () => {
	const WRITING = writing();

	it('are tried in the operations that write', () => {
		expect(WRITING.length).toBeGreaterThan(35);
	});

	it.each(WRITING.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'are sent as they are by %s',
		async (_name, { resource, operation, parameters }) => {
			const options = { ...(parameters.options as IDataObject), additionalBody: UNKNOWN };
			const { error } = await run(resource, operation, { ...parameters, options } as never);
			expect(error).toBeUndefined();
			const writes = server.received.filter(({ method }) => method !== 'GET');
			expect(writes.map(({ body }) => body)).toEqual([expect.objectContaining(UNKNOWN)]);
		},
	);

	it('are refused by every operation that only reads', async () => {
		for (const { value: resource, operations } of resources) {
			for (const { option, fields } of operations) {
				if ((option.routing.request.method ?? 'GET') !== 'GET') continue;
				const required = fields.filter((field) => field.required);
				const values = required.map(({ name, type, default: usual }) => [
					name,
					type === 'resourceLocator' ? record(7) : usual || '1',
				]);
				const { error, items } = await run(resource, String(option.value), {
					...(Object.fromEntries(values) as INodeParameters),
					options: { additionalBody: UNKNOWN },
				} as never);
				expect([resource, option.value, error?.message, items]).toEqual([
					...[resource, option.value],
					expect.stringMatching(/^'Additional Body Fields' cannot be sent/),
					[],
				]);
			}
		}
		expect(server.received).toEqual([]);
	});
});

/**
 * What a workflow's JSON can have and the editor cannot: n8n makes it up to the form before the node runs, and shows the
 * node nothing of what was there. When one of these fails, n8n shows it, and the node has to refuse it.
 */
describe('what n8n takes away before the node can see it', () => {
	async function seenBy(parameters: INodeParameters): Promise<IDataObject> {
		let seen: IDataObject = {};
		const execute = jest.spyOn(Pelcro.prototype, 'execute').mockImplementation(async function (
			this: unknown,
		) {
			const context = this as {
				getNode: () => { parameters: IDataObject };
				getNodeParameter: (...args: unknown[]) => unknown;
			};
			const raw = (name: string) =>
				context.getNodeParameter(name, 0, 'none', { rawExpressions: true });
			const { filters, additionalFields } = context.getNode().parameters;
			seen = {
				inNode: { filters, additionalFields },
				raw: [raw('filters'), raw('additionalFields')] as never,
			};
			return await Promise.resolve([[]]);
		});
		await run('customer', String(parameters.operation), parameters);
		execute.mockRestore();
		return seen;
	}

	it('an expression for a whole group', async () => {
		const parameters = { operation: 'getAll', filters: '={{ $json.filters }}' };
		expect(await seenBy(parameters)).toEqual({
			inNode: { filters: {}, additionalFields: undefined },
			raw: [{}, 'none'],
		});
	});

	it('an expression for all additional fields, and fields that the form does not have', async () => {
		const given = ['={{ $json }}', { first_name: 'Ann', displayName: 'Lee' }];
		const left = [{}, { displayName: 'Lee' }];
		for (const [index, additionalFields] of given.entries()) {
			const parameters = { operation: 'create', email: 'a@x.org', additionalFields };
			expect(await seenBy(parameters)).toEqual({
				inNode: { filters: undefined, additionalFields: left[index] },
				raw: ['none', left[index]],
			});
		}
	});
});
