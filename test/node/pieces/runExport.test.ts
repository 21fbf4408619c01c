import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { ItemEnds } from '../../../nodes/Pelcro/execution/run/ends/itemEnds';
import { KeyedQueue } from '../../../nodes/Pelcro/execution/run/order/keyedQueue';
import { OnceKeys } from '../../../nodes/Pelcro/execution/records/once/onceKeys';
import { KeyLookup } from '../../../nodes/Pelcro/execution/records/keys/keyLookup';
import { RecordReads } from '../../../nodes/Pelcro/execution/records/bulk/recordReads';
import { KeyFinder } from '../../../nodes/Pelcro/execution/records/bulk/keyFinder';
import { UnchangedRecords } from '../../../nodes/Pelcro/execution/records/change/unchangedRecords';
import { noSavings } from '../../../nodes/Pelcro/execution/run/told/savings';
import { readOptions } from '../../../nodes/Pelcro/execution/request/options';
import { Inclusions } from '../../../nodes/Pelcro/execution/run/inclusions';
import { noNotes } from '../../../nodes/Pelcro/execution/run/run';
import { runOperation } from '../../../nodes/Pelcro/execution/run/operations/runOperation';
import { exportFile } from '../../../nodes/Pelcro/resources/export';
import { exportAndWait } from '../../../nodes/Pelcro/resources/export/exportAndWait';
import { scriptedSession, withTime } from '../../transport/scriptedSession';

/** Runs Export and Wait for one item; Pelcro's file has this content. */
async function exported(content: Buffer, exportOutput: string) {
	const session = scriptedSession((index, url) => {
		if (index === 0) return { status: 200, body: { data: { uuid: 'x1' } } };
		const list = { data: [{ uuid: 'x1', finished_at: 1 }] };
		return { status: 200, body: url.endsWith('/x1') ? content : list };
	});
	const hints: NodeExecutionHint[] = [];
	const context = {
		addExecutionHints: (...added: NodeExecutionHint[]) => hints.push(...added),
		helpers: {
			prepareBinaryData: async (data: Buffer, fileName: string, mimeType: string) =>
				await Promise.resolve({ data: data.toString('base64'), fileName, mimeType }),
		},
		// Of the engine's context, these two are all that an export needs.
	} as unknown as IExecuteFunctions;
	const values: Record<string, unknown> = {
		exportOutput,
		maximumWait: 5,
		binaryPropertyName: 'attachment',
	};
	const run = {
		context,
		session,
		resource: exportFile,
		operation: exportAndWait,
		writes: new KeyedQueue(),
		halt: undefined,
		ends: new ItemEnds(false),
		lookup: new KeyLookup(session),
		onceKeys: new OnceKeys(session),
		reads: new RecordReads(session, undefined),
		finder: new KeyFinder(session),
		matchedBy: new Set<string>(),
		comparisons: {},
		unchanged: new UnchangedRecords(session, {}),
		related: new Map(),
		inclusions: new Inclusions(session, true),
		savings: noSavings(),
		notes: noNotes(),
	};
	const call = {
		itemIndex: 0,
		request: { method: 'POST' as const, path: '/exports', body: { object: 'customers' } },
		files: [],
		cleared: [],
		leftAlone: [],
		conditions: [],
		order: undefined,
		included: [],
		options: readOptions({}),
		amounts: { unit: 'decimal' as const, currency: '' },
		read: (name: string) => values[name],
	};
	const items = await withTime(session.clock, runOperation(run, call));
	return { items, hints, sent: session.sent };
}

describe('the file of an export', () => {
	it('becomes rows where rows are wanted and it is a CSV', async () => {
		const { items, hints } = await exported(Buffer.from('\uFEFFid,name\n01,Zoé\n'), 'rows');
		expect(items).toEqual([{ json: { id: '01', name: 'Zoé' } }]);
		expect(hints).toEqual([]);
	});

	it('stays a file where a file is wanted', async () => {
		const content = Buffer.from('id\n1\n');
		const { items, hints } = await exported(content, 'file');
		expect(items).toMatchObject([
			{
				json: { fileName: 'export-x1.csv', mimeType: 'text/csv', fileSize: content.length },
				binary: { attachment: { data: content.toString('base64') } },
			},
		]);
		expect(hints).toEqual([]);
	});

	// It can be fetched only once, so nothing of it may be lost.
	it.each([
		['has a stray quote', Buffer.from('id\n"1\n')],
		['is not UTF-8', Buffer.from('name\nZo\u00E9\n', 'latin1')],
		['is a ZIP', Buffer.from('PK\u0003\u0004rest PK\u0005\u0006', 'latin1')],
	])(
		'is handed over as it is, with a hint, where rows are wanted and it %s',
		async (_what, content) => {
			const { items, hints, sent } = await exported(content, 'rows');
			expect(items).toMatchObject([
				{ binary: { attachment: { data: content.toString('base64') } } },
			]);
			expect(hints).toMatchObject([{ type: 'warning' }]);
			expect(sent).toHaveLength(3);
		},
	);

	it('gives no item where it has no row', async () => {
		expect((await exported(Buffer.from('id,name\n'), 'rows')).items).toEqual([]);
	});
});
