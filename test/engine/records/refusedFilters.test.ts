import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

/** A long list that does not filter: reading ahead must not cost more calls than each item's own. */

let pelcro: ScriptedPelcro;

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

async function start(filter: 'refused' | 'ignored'): Promise<void> {
	const all: IDataObject[] = Array.from({ length: 1_150 }, (_value, index) => ({
		id: index + 1,
		email: `r${index + 1}@example.com`,
	}));
	pelcro = await scriptedPelcro((request) => {
		const { method, path, query, body } = request;
		if (method === 'POST') {
			all.push({ id: 5_000 + all.length, ...body });
			return { body: { data: all.at(-1) } };
		}
		if (path !== '/customers') {
			const found = all.find(({ id }) => path === `/customers/${id}`);
			return found === undefined
				? { status: 404 }
				: { body: { data: Object.assign(found, method === 'PUT' ? body : {}) } };
		}
		const filters = Object.keys(query).some((name) => name.startsWith('filter'));
		return filters && filter === 'refused' ? { status: 422 } : listPage(all, request);
	});
}

const JOBS: Array<[string, string, IDataObject]> = [
	[
		'Create or Update',
		'upsert',
		{
			matchBy: 'email',
			email: '=r{{ $json.id }}@example.com',
			firstName: 'Nora',
		},
	],
	['Get by email', 'get', { customerId: record('=r{{ $json.id }}@example.com', 'email') }],
];

describe.each(JOBS)('%s of a few', (_name, operation, parameters) => {
	it.each(['refused', 'ignored'] as const)(
		'takes no more calls than one by one where the filter is %s',
		async (filter) => {
			const calls: number[] = [];
			const outputs: unknown[] = [];
			for (const bulkReading of ['automatic', 'off']) {
				await start(filter);
				const { items, error } = await pelcro.run(
					'customer',
					operation,
					{ ...parameters, options: { bulkReading } } as never,
					{ items: [700, 1_149, 5].map((id) => ({ id })) },
				);
				expect(error?.message).toBeUndefined();
				outputs.push(jsonOf(items));
				calls.push(pelcro.received.length);
				await pelcro.close();
			}
			expect(outputs[0]).toEqual(outputs[1]);
			expect(calls[0]).toBeLessThanOrEqual(calls[1] ?? 0);
		},
	);
});
