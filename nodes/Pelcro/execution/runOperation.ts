import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { downloadFile, type Download } from '../../transport/download';
import { fetchRecords } from '../../transport/paging';
import { isDataObject, recordOf } from '../../transport/records';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import type { Output } from '../shared/types';
import { isEmpty } from './encodings';
import { exportAndWait } from './exportAndWait';
import { withFiles, type ItemCall, type Run } from './itemCall';
import { parseCsv } from './csv';
import { simplifyRecord } from './simplify';
import { convertTimestamps } from './timestamps';
import { sendUpsert, upsertKey } from './upsert';

/** An output item; the executor adds which input item it belongs to. */
export type OutputItem = Pick<INodeExecutionData, 'json' | 'binary'>;

type RunCall = (run: Run, call: ItemCall) => Promise<OutputItem[]>;

const BY_OUTPUT: Readonly<Record<Output, RunCall>> = {
	record: async (run, call) => recordItems(run, call, await send(run, call)),
	list: async (run, call) => {
		const limit = call.read('returnAll') === true ? undefined : Number(call.read('limit') ?? 50);
		const records = await fetchRecords(run.session, call.request, limit);
		return records.map((record) => ({ json: shape(run, call, record) }));
	},
	entries: async (run, call) => entriesOf(await send(run, call)).map((json) => ({ json })),
	deleted: async (run, call) => {
		await send(run, call);
		return [{ json: { deleted: true } }];
	},
	file: async (run, call) => {
		const download = await downloadFile(run.session, call.request, run.resource.value);
		return [await fileItem(run, call, download)];
	},
};

/**
 * Sends an item's call and turns the answer into output items, by what the operation declares.
 *
 * @throws as sendRequest
 */
export async function runOperation(run: Run, call: ItemCall): Promise<OutputItem[]> {
	if (run.operation.upsert !== undefined) return await runUpsert(run, call);
	if (run.operation.wait !== undefined) return await runExport(run, call);
	return await BY_OUTPUT[run.operation.output](run, call);
}

async function send(run: Run, call: ItemCall): Promise<unknown> {
	return await run.changes.run(
		recordKey(call.request),
		async () => await sendRequest(run.session, await withFiles(run, call)),
	);
}

/** Reads need no order, and a POST addresses no record yet. */
function recordKey({ method, path }: PelcroRequest): string | undefined {
	return method === 'GET' || method === 'POST' ? undefined : path;
}

async function runUpsert(run: Run, call: ItemCall): Promise<OutputItem[]> {
	const { upsert } = run.operation;
	if (upsert === undefined) return [];
	const key = upsertKey(upsert, call.read);
	const name = `${call.request.siteId ?? ''} ${key.property} ${key.value.toLowerCase()}`;
	const body = await run.changes.run(
		name,
		async () => await sendUpsert(run.session, call.request, upsert, key, run.lookup),
	);
	return recordItems(run, call, body);
}

/** The file, or its rows. A file can be fetched only once, so one that is no CSV is handed over as it is. */
async function runExport(run: Run, call: ItemCall): Promise<OutputItem[]> {
	const download = await exportAndWait(run, call);
	const asRows = call.read('exportOutput') === 'rows' && download.mimeType === 'text/csv';
	if (!asRows) return [await fileItem(run, call, download)];
	const { clock } = run.session;
	const rows = await parseCsv(download.content.toString('utf8'), clock).catch(() => undefined);
	if (rows === undefined) return [await fileItem(run, call, download)];
	return rows.map((json) => ({ json }));
}

async function fileItem(
	{ context }: Run,
	{ read }: ItemCall,
	{ content, fileName, mimeType }: Download,
): Promise<OutputItem> {
	const field = String(read('binaryPropertyName') ?? 'data');
	const binary = await context.helpers.prepareBinaryData(content, fileName, mimeType);
	return { json: { fileName, mimeType, fileSize: content.length }, binary: { [field]: binary } };
}

function recordItems(run: Run, call: ItemCall, body: unknown): OutputItem[] {
	const record = recordOf(body);
	// Some calls answer nothing; an item without fields would look like a lost one.
	return [{ json: isEmpty(record) ? { success: true } : shape(run, call, record) }];
}

/** The record as the user wants it: simplified, times converted. */
function shape({ resource }: Run, { read, options }: ItemCall, record: IDataObject): IDataObject {
	const fields = read('simplify') === true ? resource.simplifiedFields : undefined;
	const chosen = simplifyRecord(record, fields);
	return options.convertTimestamps ? convertTimestamps(chosen) : chosen;
}

/** Entries of a short list; texts become objects, and an answer that is no list is one entry. */
function entriesOf(body: unknown): IDataObject[] {
	const content: unknown = isDataObject(body) && 'data' in body ? body.data : body;
	const entries: unknown[] = Array.isArray(content) ? content : [content];
	return entries.map((entry) => (isDataObject(entry) ? entry : { name: String(entry) }));
}
