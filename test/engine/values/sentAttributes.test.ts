import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { outputNames } from '../../../nodes/common/money/amounts';
import { simplifies } from '../../../nodes/Pelcro/description/describe';
import { resources } from '../../../nodes/Pelcro/resources';
import { FURTHER_CASES } from '../../laravel/furtherCases';
import { jsonOf, record } from '../host/pelcroSandbox';
import { scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';
import { WIRE_CASES } from '../operations';

/** With Simplify on, what a change has sent is seen in what comes out, whatever it is; all else as without it. */

let server: ScriptedPelcro;

/** An attribute that nobody has sent or wants to see. */
const OTHER = 'zz_other';

beforeAll(async () => {
	server = await scriptedPelcro(({ method, path, body }) => {
		if (method === 'GET' && !/\d$/.test(path)) {
			return { body: { data: [], meta: { current_page: 1, last_page: 1 } } };
		}
		const id = Number(/\d+/.exec(path)?.[0] ?? 1);
		return { body: { data: { id, currency: 'usd', [OTHER]: 1, ...body } } };
	});
});

beforeEach(() => {
	server.received.length = 0;
});

afterAll(async () => {
	await server.close();
	await stopEngine();
});

interface Write {
	resource: string;
	operation: string;
	parameters: INodeParameters;
}

const CASES: Write[] = [
	...Object.entries(WIRE_CASES).flatMap(([resource, cases]) =>
		cases.map(({ operation, parameters }) => ({ resource, operation, parameters })),
	),
	...FURTHER_CASES,
];

const simplifying = resources.flatMap((resource) =>
	resource.operations
		.filter((operation) => simplifies(resource, operation))
		.filter(({ output, option }) => output === 'record' && option.routing.request.method !== 'GET')
		.map(({ option }) => ({ resource: resource.value, operation: String(option.value) })),
);

const WRITES = simplifying.flatMap(({ resource, operation }) =>
	CASES.filter((one) => one.resource === resource && one.operation === operation).slice(0, 1),
);

function isShown(json: IDataObject, name: string): boolean {
	return outputNames(name).some((shown) => shown in json);
}

it('is tried in all operations that put a changed record out', () => {
	const tried = new Set(WRITES.map(({ resource, operation }) => `${resource} ${operation}`));
	const untried = simplifying.filter(
		({ resource, operation }) => !tried.has(`${resource} ${operation}`),
	);
	expect(untried).toEqual([]);
});

it.each(WRITES.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
	'%s shows what it has sent',
	async (_name, { resource, operation, parameters }) => {
		const { options: _options, ...given } = parameters;
		const options = { additionalBody: { zz_unknown: { deep: 1 } } };
		const { items, error } = await server.run(resource, operation, {
			...given,
			simplify: true,
			options,
		});
		expect(error?.message).toBeUndefined();
		const [json = {}] = jsonOf(items);
		const { body = {} } = server.received.filter(({ method }) => method !== 'GET').at(-1) ?? {};
		// The site is the credential's.
		const names = Object.keys(body).filter((name) => !/password|^site_id$/.test(name));
		expect(names).toContain('zz_unknown');
		expect(names.filter((name) => !isShown(json, name))).toEqual([]);
		expect(json).not.toHaveProperty(OTHER);
	},
);

it('shows of each item what that one has sent, and no password', async () => {
	const { items } = await server.run(
		'customer',
		'update',
		{
			customerId: record(7),
			updateFields: {
				displayName: '={{ $json.name }}',
				password: '={{ $json.hash }}',
				mailMarketing: '={{ $json.mail }}',
			},
		},
		{ items: [{ name: 'N', mail: true }, { hash: '$2y$10$abcdefghijklmnopqrstuv' }] },
	);
	const [first = {}, second = {}] = jsonOf(items);
	expect(first).toMatchObject({ display_name: 'N', mail_marketing: true });
	expect(Object.keys(second).sort()).toEqual(['id']);
});
