import { jsonOf, record } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro } from '../host/scriptedPelcro';
import { playWriteOrder } from './writeOrder';

jest.setTimeout(120_000);

// All 200 timings are in `npm run test:faults`.
playWriteOrder(8);

describe.each([
	[
		'update',
		(fields: object) => ({
			addressId: { ...record(''), value: '={{ $json.id }}' },
			updateFields: { line1: '={{ String($json.id) }}', ...fields },
		}),
	],
	[
		'upsert',
		(fields: object) => ({
			addressMatchBy: 'oldProviderId',
			oldProviderId: '={{ "A-" + $json.id }}',
			addressType: 'shipping',
			line1: '={{ String($json.id) }}',
			country: 'CA',
			additionalFields: fields,
		}),
	],
])('address %s of several addresses of one customer', (operation, parametersWith) => {
	const items = [5, 3, 8, 1, 7, 2].map((id) => ({ id }));
	const addresses = items.map(({ id }) => ({
		id,
		old_provider_id: `A-${id}`,
		user_id: 9,
		type: 'shipping',
		line1: 'before',
		country: 'CA',
		is_default: false,
	}));

	async function play(fields: object) {
		const ended: number[] = [];
		let underWay = 0;
		let most = 0;
		const pelcro = await scriptedPelcro(async (request) => {
			const { method, path, body } = request;
			if (method === 'GET') {
				const found = addresses.find(({ id }) => path === `/addresses/${id}`);
				return found === undefined ? listPage(addresses, request) : { body: { data: found } };
			}
			const id = Number(path.split('/')[2]);
			underWay += 1;
			most = Math.max(most, underWay);
			// The later they come, the quicker they are.
			await new Promise((resolve) => setTimeout(resolve, 60 - 10 * ended.length - 5 * underWay));
			underWay -= 1;
			ended.push(id);
			return { body: { data: { ...addresses.find((one) => one.id === id), ...body } } };
		});
		const run = await pelcro.run('address', operation, parametersWith(fields) as never, { items });
		await pelcro.close();
		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run.items).map(({ id }) => id)).toEqual(items.map(({ id }) => id));
		return { ended, most };
	}

	it('goes in the items’ order where each becomes the default, so that the last one is it', async () => {
		const { ended, most } = await play({ isDefault: true });
		expect(ended).toEqual(items.map(({ id }) => id));
		expect(most).toBe(1);
	});

	it('goes side by side where none does', async () => {
		const { most } = await play({ city: 'Montreal' });
		expect(most).toBeGreaterThan(1);
	});
});
