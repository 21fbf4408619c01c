import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type Received, type Reply } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

/** Match By can be an expression, so that one record is found by its email for one item and by its old provider ID for another. */

afterAll(async () => await stopEngine());

/** A Pelcro where the first writes take longest. */
function slowAtFirst(customers: IDataObject[]) {
	let writes = 0;
	return async ({ method, path, query, body, ...rest }: Received): Promise<Reply> => {
		const own = customers.find(({ id }) => path === `/customers/${String(id)}`);
		if (method !== 'GET') {
			writes += 1;
			await new Promise((resolve) => setTimeout(resolve, 120 / writes));
		}
		if (method === 'PUT' && own) return { body: { data: Object.assign(own, body) } };
		if (method === 'POST') {
			if (customers.some(({ email }) => email === body.email)) {
				return { status: 400, body: { errors: { email: ['has already been taken'] } } };
			}
			customers.push({ id: 100, ...body });
			return { body: { data: customers.at(-1) } };
		}
		if (own) return { body: { data: own } };
		const filter = Object.keys(query).find((name) => name.startsWith('filter['));
		const found = customers.filter(
			(one) => filter === undefined || query[filter] === `eq:${String(one[filter.slice(7, -1)])}`,
		);
		return listPage(found, { method, path, query, body, ...rest });
	};
}

const EMAIL = { by: 'email', email: 'ann@example.com', old: '' };
const OLD = { by: 'oldProviderId', email: '', old: 'C-1' };

it.each<[string, IDataObject[], IDataObject[]]>([
	[
		'is updated in the order of the items',
		[{ id: 7, email: 'ann@example.com', old_provider_id: 'C-1', first_name: 'None' }],
		[EMAIL, OLD],
	],
	[
		'is made once',
		[],
		[EMAIL, { ...OLD, email: EMAIL.email }].map((one) => ({ ...one, old: 'C-1' })),
	],
])('a customer that is found by several keys %s', async (_what, before, keys) => {
	for (const bulkReading of ['automatic', 'off']) {
		const customers = before.map((one) => ({ ...one }));
		const pelcro = await scriptedPelcro(slowAtFirst(customers));
		const { error, items } = await pelcro.run(
			'customer',
			'upsert',
			{
				matchBy: '={{ $json.by }}',
				email: '={{ $json.email }}',
				oldProviderId: '={{ $json.old }}',
				firstName: '={{ $json.name }}',
				options: { bulkReading },
			},
			{ items: keys.map((key, index) => ({ ...key, name: `Ann ${index}` })) },
		);
		await pelcro.close();
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items).map((json) => json.first_name)).toEqual(['Ann 0', 'Ann 1']);
		expect(customers).toHaveLength(1);
		expect(customers[0]).toMatchObject({ first_name: 'Ann 1' });
	}
});
