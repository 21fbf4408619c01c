import type { IDataObject } from 'n8n-workflow';

import { ask, freshLaravel, run, useLaravel } from './server/laravelAccount';

// run.ts runs this file in two time zones: one east and one west of the one that Pelcro's times are in.

useLaravel();

async function customersWith(email: string): Promise<IDataObject[]> {
	const query = `site_id=1001&limit=100&filter[email]=${encodeURIComponent(email)}`;
	const { data } = (await (await ask('GET', `/customers?${query}`)).json()) as {
		data: IDataObject[];
	};
	return data;
}

/** Everything that the user reads of a failure. */
const told = (error: unknown) => {
	const { message, description } = error as { message?: string; description?: string };
	return `${message ?? ''}\n${description ?? ''}`;
};

describe('a creation whose answer was lost', () => {
	const created = (firstName: string) =>
		run('customer', 'create', { email: 'lost@example.com', firstName });

	it.each(['unix', 'iso', 'sql'] as const)('is found again where times are %s', async (times) => {
		const server = await freshLaravel({ times });
		await server.loseNextAnswer();
		const { items, error } = await created('Lost');
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ email: 'lost@example.com', first_name: 'Lost' });
		expect(await customersWith('lost@example.com')).toHaveLength(1);
	});

	it('does not take a record of two hours ago for the new one', async () => {
		const server = await freshLaravel({ times: 'sql' });
		await ask('POST', '/customers?site_id=1001', { email: 'lost@example.com' });
		await server.age('customers', 'lost@example.com', 2 * 3600);
		await server.loseNextAnswer();
		const { error } = await created('New');
		// the old record is not passed off as the new one
		expect(error).toBeDefined();
		expect(told(error)).toMatch(/exists already|taken/);
	});
});
