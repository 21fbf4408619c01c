import { resources } from '../../nodes/Pelcro/resources';
import contract from '../../sandbox/contract/core-api.json';

const withList = resources.flatMap(({ value, list }) =>
	list === undefined ? [] : [{ value, list }],
);

describe('the lists from which many records are read', () => {
	it.each(withList)('$value: as the reference has it', ({ list }) => {
		const path = `/api/v1/core${list.path}`;
		const listing = contract.find((entry) => entry.method === 'GET' && entry.path === path);
		const single = contract.find(
			(entry) => entry.method === 'GET' && entry.path === `${path}/{id}`,
		);
		expect(listing).toBeDefined();
		expect(single).toBeDefined();
		const filters = listing?.queryParams.map(({ name }) => name) ?? [];
		expect(filters.includes('filter[id]')).toBe(list.filteredById);
	});

	it('are declared for each resource whose records can be had by ID', () => {
		const named = withList.map(({ value }) => value);
		for (const { value, operations } of resources) {
			const get = operations.find(({ option }) => option.value === 'get');
			expect(named.includes(value)).toBe(get !== undefined);
		}
	});
});
