import { testAccount, useSandbox, type TestAccount } from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
/** Of the seeded data: a run with a report, and one without. */
let withReport: { id: number; campaign_id: number };
let withoutReport: { id: number; campaign_id: number };

beforeEach(async () => {
	account = await testAccount();
	const { records } = await account.sandbox.state('campaign_runs');
	const runs = records.campaign_runs as Array<typeof withReport & { report: unknown }>;
	withReport = oneOf(runs.filter(({ report }) => report !== null));
	withoutReport = oneOf(runs.filter(({ report }) => report === null));
});

function oneOf<Entry>([first]: Entry[]): Entry {
	if (first === undefined) throw new Error('The sandbox has no such campaign run');
	return first;
}

describe('Campaign: Get Run Report', () => {
	it('puts the CSV into the chosen binary field', async () => {
		const { items, error } = await account.run(
			'campaign',
			'runReport',
			{
				campaignId: String(withReport.campaign_id),
				campaignRunId: '={{ $json.run }}',
				binaryPropertyName: 'report',
			},
			{ items: [{ run: withReport.id }] },
		);
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'GET',
				path: `/campaigns/${withReport.campaign_id}/runs/${withReport.id}/report/download`,
				query: {},
				body: undefined,
				status: 200,
			},
		]);
		const [item] = items;
		expect(item?.json).toMatchObject({ mimeType: 'text/csv' });
		const { data = '', mimeType } = item?.binary?.report ?? {};
		const [header = '', ...lines] = Buffer.from(data, 'base64')
			.toString('utf8')
			.trim()
			.split(/\r?\n/);
		expect(mimeType).toBe('text/csv');
		expect(header).toContain('email');
		expect(lines).toHaveLength(5);
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it('shows Pelcro’s own words when there is no report', async () => {
		const { error } = await account.run('campaign', 'runReport', {
			campaignId: String(withoutReport.campaign_id),
			campaignRunId: String(withoutReport.id),
			binaryPropertyName: 'data',
		});
		expect(error?.message).toMatch(/no report file/);
		expect(error).toMatchObject({ httpCode: '400' });
	});

	it.each(['12/../..', 'spring', '0', '1.5'])('refuses the run %p', async (run) => {
		const { error } = await account.run('campaign', 'runReport', {
			campaignId: '901',
			campaignRunId: run,
			binaryPropertyName: 'data',
		});
		expect(error?.message).toMatch(/'Campaign Run ID' is not a Pelcro ID/);
		expect(await account.sent()).toEqual([]);
	});
});
